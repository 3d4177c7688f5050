package dev.tokenry.emulator.apigateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An authorizer for every event format. It records its events, and the token selects its response. */
public final class RecordingHandler implements RequestStreamHandler {

    static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();

    private static final String CONTEXT = "\"context\":{\"who\":\"ada\",\"level\":3}";

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode event = new JsonMapper().readTree(in);
        EVENTS.add(event);
        out.write(toResponse(event).getBytes(StandardCharsets.UTF_8));
    }

    private static String toResponse(JsonNode event) {
        String arn = event.path("routeArn").asText(event.path("methodArn").asText());
        String headers = event.at("/headers/authorization")
                .asText(event.at("/headers/Authorization").asText());
        return switch (event.path("authorizationToken").asText(headers).replace("Bearer ", "")) {
            case "yes" -> "{\"isAuthorized\":true," + CONTEXT + "}";
            case "nested" -> "{\"isAuthorized\":true,\"context\":{\"roles\":[\"a\",{\"b\":null}]}}";
            case "bare" -> "{\"isAuthorized\":true}";
            case "no" -> "{\"isAuthorized\":false," + CONTEXT + "}";
            case "text" -> "{\"isAuthorized\":\"true\"}";
            case "allow" -> policy("Allow", arn);
            case "even" -> policy("Allow", arn.substring(0, arn.lastIndexOf('/')) + "/*2");
            case "deny" -> policy("Deny", arn);
            case "unauthorized" -> throw new IllegalArgumentException("Unauthorized");
            case "fail" -> throw new IllegalStateException("no store");
            default -> "[]";
        };
    }

    private static String policy(String effect, String resource) {
        return """
                {"principalId":"ada",%s,"policyDocument":{"Version":"2012-10-17","Statement":[
                  {"Action":"execute-api:Invoke","Effect":"%s","Resource":"%s"}]}}
                """.formatted(CONTEXT, effect, resource);
    }
}
