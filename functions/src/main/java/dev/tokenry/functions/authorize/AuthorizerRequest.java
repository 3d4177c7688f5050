package dev.tokenry.functions.authorize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a REST API asks of its authorizer (event type {@code REQUEST}). A stream of JSON in, these few parts out.
 *
 * @param pathParameters as they stand in the path, escapes included
 * @param sourceIp what the gateway says the request comes from, unchecked; null when it says nothing
 * @param authorization every value of the Authorization header, whatever the case of its name
 */
record AuthorizerRequest(
        String methodArn,
        String httpMethod,
        String resource,
        Map<String, String> pathParameters,
        @Nullable String sourceIp,
        List<String> authorization) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IOException when the event is not of this kind: then nobody is let in and nobody is turned away */
    static AuthorizerRequest read(InputStream event) throws IOException {
        try (JsonParser json = JSON.createParser(event)) {
            Reader reader = new Reader();
            reader.read(json);
            return reader.request();
        }
    }

    private static final class Reader {

        private @Nullable String type;
        private @Nullable String methodArn;
        private @Nullable String httpMethod;
        private @Nullable String resource;
        private Map<String, String> pathParameters = Map.of();
        private @Nullable String sourceIp;
        private final List<String> single = new ArrayList<>();
        private final List<String> multiple = new ArrayList<>();

        void read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The event is not a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "type" -> type = text(json);
                    case "methodArn" -> methodArn = text(json);
                    case "httpMethod" -> httpMethod = text(json);
                    case "resource" -> resource = text(json);
                    case "pathParameters" -> pathParameters = texts(json);
                    case "requestContext" -> sourceIp = textAt(json, List.of("identity", "sourceIp"));
                    case "headers" -> authorization(json, single);
                    case "multiValueHeaders" -> authorization(json, multiple);
                    default -> json.skipChildren();
                }
            }
        }

        AuthorizerRequest request() throws IOException {
            if (!"REQUEST".equals(type) || methodArn == null || httpMethod == null || resource == null) {
                throw new IOException("The event is not a REQUEST authorizer event of a REST API");
            }
            // `headers` holds the last of several values: it counts only where the list of all is absent.
            return new AuthorizerRequest(
                    methodArn, httpMethod, resource, pathParameters, sourceIp, multiple.isEmpty() ? single : multiple);
        }

        private static @Nullable String text(JsonParser json) throws IOException {
            if (json.currentToken().isStructStart()) {
                throw new IOException("The event holds a structure where a text belongs");
            }
            return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
        }

        private static Map<String, String> texts(JsonParser json) throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            if (json.currentToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    String text = text(json);
                    if (text != null) {
                        texts.put(name, text);
                    }
                }
            }
            return texts;
        }

        /** The text at the end of these names, one in the other; null when there is none, which is no reason to fail. */
        private static @Nullable String textAt(JsonParser json, List<String> names) throws IOException {
            if (names.isEmpty() && json.currentToken() == JsonToken.VALUE_STRING) {
                return json.getText();
            }
            if (names.isEmpty() || json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return null;
            }
            String found = null;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals(names.getFirst())) {
                    found = textAt(json, names.subList(1, names.size()));
                } else {
                    json.skipChildren();
                }
            }
            return found;
        }

        private static void authorization(JsonParser json, List<String> values) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (!name.equalsIgnoreCase("Authorization")) {
                    json.skipChildren();
                } else if (value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        values.add(String.valueOf(text(json)));
                    }
                } else if (value != JsonToken.VALUE_NULL) {
                    values.add(String.valueOf(text(json)));
                }
            }
        }
    }
}
