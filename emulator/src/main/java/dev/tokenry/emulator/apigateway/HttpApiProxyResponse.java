package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parses the response of a function to an HTTP API; returns null if the response is malformed. */
final class HttpApiProxyResponse {

    // The server writes these headers.
    private static final Set<String> SERVER_HEADERS =
            Set.of("connection", "content-length", "date", "transfer-encoding");

    private static final JsonNode MISSING = MissingNode.getInstance();

    private HttpApiProxyResponse() {}

    static @Nullable HttpResponse parsePayload1(String json) {
        JsonNode response = EmulatorJson.parseObject(json);
        return response == null ? null : toResponse(response, response.path("multiValueHeaders"), MISSING);
    }

    /** Without a status code the payload is the body of a response with status 200. */
    static @Nullable HttpResponse parsePayload2(String json) {
        JsonNode response = EmulatorJson.parse(json);
        if (response == null) {
            return null;
        }
        return response.isObject() && response.has("statusCode")
                ? toResponse(response, MISSING, response.path("cookies"))
                : HttpResponse.json(200, response.isTextual() ? response.textValue() : json);
    }

    private static @Nullable HttpResponse toResponse(JsonNode response, JsonNode multiValueHeaders, JsonNode cookies) {
        int status = response.path("statusCode").asInt();
        byte[] body = body(response);
        if (status < 200 || status > 599 || body == null) {
            return null;
        }
        ResponseHeaders responseHeaders = new ResponseHeaders(UnaryOperator.identity());
        Map<String, List<String>> headers = responseHeaders.values();
        boolean isValid = responseHeaders.add(response.path("headers"))
                && responseHeaders.add(multiValueHeaders)
                && addCookies(cookies, headers);
        // The content type if the function sets none. Unconfirmed.
        headers.putIfAbsent("Content-Type", List.of("text/plain;charset=UTF-8"));
        headers.keySet().removeIf(name -> SERVER_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        return isValid ? HttpResponse.of(status, headers, "").withBody(body) : null;
    }

    private static boolean addCookies(JsonNode cookies, Map<String, List<String>> headers) {
        List<String> values = new ArrayList<>();
        cookies.forEach(each -> values.add(each.asText()));
        if (!values.isEmpty()) {
            headers.put("Set-Cookie", values);
        }
        return cookies.isArray() || cookies.isMissingNode() || cookies.isNull();
    }

    private static byte @Nullable [] body(JsonNode response) {
        JsonNode body = response.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (!body.isTextual()) {
            return null;
        }
        try {
            return response.path("isBase64Encoded").asBoolean()
                    ? Base64.getDecoder().decode(body.textValue())
                    : body.textValue().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
