package dev.tokenry.functions;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Response after serialization as by the Lambda runtime. A response that cannot be serialized fails the test. */
public record TestResponse(int status, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    static TestResponse of(APIGatewayProxyResponseEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(APIGatewayProxyResponseEvent.class, TestResponse.class.getClassLoader())
                .toJson(event, bytes);
        try {
            JsonNode serialized = JSON.readTree(bytes.toByteArray());
            Map<String, String> headers = new TreeMap<>();
            serialized
                    .get("headers")
                    .properties()
                    .forEach(it -> headers.put(it.getKey(), it.getValue().textValue()));
            return new TestResponse(
                    serialized.get("statusCode").intValue(),
                    headers,
                    serialized.get("body").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode json() {
        return json(body);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value of a string field of the body. */
    public String string(String field) {
        return json().path(field).textValue();
    }

    /** Returns the field names of the body in document order. */
    public List<String> fieldNames() {
        return json().properties().stream().map(Map.Entry::getKey).toList();
    }

    public String message() {
        return json().at("/error/message").textValue();
    }

    public String reason() {
        return json().at("/error/reason").textValue();
    }

    /** Returns the path and reason of each violation, for example {@code name length}. */
    public List<String> violationReasons() {
        return json().at("/error/constraintViolations")
                .valueStream()
                .map(it -> it.get("path").textValue() + " " + it.get("reason").textValue())
                .toList();
    }

    /** Returns the path and location of each violation, for example {@code name PAYLOAD_BODY}. */
    public List<String> violations() {
        return json().at("/error/constraintViolations")
                .valueStream()
                .map(it -> it.get("path").textValue() + " "
                        + it.get("parameterLocation").textValue())
                .toList();
    }
}
