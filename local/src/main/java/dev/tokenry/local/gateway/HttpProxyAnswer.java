package dev.tokenry.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a function answered to an HTTP API; null when it is malformed. */
final class HttpProxyAnswer {

    // The server writes these itself.
    private static final Set<String> OF_THE_SERVER =
            Set.of("connection", "content-length", "date", "transfer-encoding");

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private HttpProxyAnswer() {}

    static @Nullable Answer readPayload1(String json) {
        JsonNode answer = Json.object(json);
        return answer == null ? null : whole(answer, answer.path("multiValueHeaders"), NOTHING);
    }

    /** Without a status the answer is no answer but the body of one. */
    static @Nullable Answer readPayload2(String json) {
        JsonNode answer = Json.any(json);
        if (answer == null) {
            return null;
        }
        return answer.isObject() && answer.has("statusCode")
                ? whole(answer, NOTHING, answer.path("cookies"))
                : Answer.json(200, answer.isTextual() ? answer.textValue() : json);
    }

    private static @Nullable Answer whole(JsonNode answer, JsonNode multiValueHeaders, JsonNode cookies) {
        int status = answer.path("statusCode").asInt();
        byte[] body = body(answer);
        if (status < 200 || status > 599 || body == null) {
            return null;
        }
        AnswerHeaders given = new AnswerHeaders(UnaryOperator.identity());
        Map<String, List<String>> headers = given.values();
        boolean isRead = given.add(answer.path("headers")) && given.add(multiValueHeaders) && cookies(cookies, headers);
        // What stands there when the function names no type: remembered from captures, unconfirmed.
        headers.putIfAbsent("Content-Type", List.of("text/plain;charset=UTF-8"));
        headers.keySet().removeIf(name -> OF_THE_SERVER.contains(name.toLowerCase(Locale.ROOT)));
        return isRead ? Answer.of(status, headers, "").withBody(body) : null;
    }

    private static boolean cookies(JsonNode given, Map<String, List<String>> headers) {
        List<String> values = new ArrayList<>();
        given.forEach(each -> values.add(each.asText()));
        if (!values.isEmpty()) {
            headers.put("Set-Cookie", values);
        }
        return given.isArray() || given.isMissingNode() || given.isNull();
    }

    private static byte @Nullable [] body(JsonNode answer) {
        JsonNode body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (!body.isTextual()) {
            return null;
        }
        try {
            return answer.path("isBase64Encoded").asBoolean()
                    ? Base64.getDecoder().decode(body.textValue())
                    : body.textValue().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
