package dev.tokenry.functions.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an event in one pass, and knows its kind by what is there and what is not. */
final class EventReader {

    private final JsonParser json;

    private @Nullable String type;
    private @Nullable String version;
    private @Nullable String methodArn;
    private @Nullable String routeArn;
    private @Nullable String authorizationToken;
    private @Nullable String httpMethod;
    private @Nullable String resource;
    private @Nullable String routeKey;
    private @Nullable String contextMethod;
    private @Nullable String contextPath;
    private @Nullable String sourceIp;
    private Map<String, String> pathParameters = Map.of();
    private Map<String, String> stageVariables = Map.of();
    private List<String> identitySources = List.of();
    private final List<String> single = new ArrayList<>();
    private final List<String> multiple = new ArrayList<>();

    private EventReader(JsonParser json) {
        this.json = json;
    }

    static AuthorizerEvent read(InputStream event) throws IOException {
        try (JsonParser json = Json.STREAMS.createParser(event)) {
            EventReader reader = new EventReader(json);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The event is not a JSON object");
            }
            reader.event();
            return reader.recognised();
        }
    }

    private void event() throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "type" -> type = text();
                case "version" -> version = text();
                case "methodArn" -> methodArn = text();
                case "routeArn" -> routeArn = text();
                case "authorizationToken" -> authorizationToken = text();
                case "httpMethod" -> httpMethod = text();
                case "resource" -> resource = text();
                case "routeKey" -> routeKey = text();
                case "pathParameters" -> pathParameters = texts();
                case "stageVariables" -> stageVariables = texts();
                case "identitySource" -> identitySources = values();
                case "requestContext" -> requestContext();
                case "headers" -> authorization(single);
                case "multiValueHeaders" -> authorization(multiple);
                default -> json.skipChildren();
            }
        }
    }

    /** An event that is of two kinds is of none. */
    private AuthorizerEvent recognised() throws IOException {
        if ("TOKEN".equals(type)
                && version == null
                && methodArn != null
                && routeArn == null
                && authorizationToken != null
                && httpMethod == null
                && resource == null) {
            Arn arn = Arn.parse(methodArn);
            return recognised(EventKind.REST_TOKEN, arn, arn.method(), null, List.of(authorizationToken));
        }
        if ("REQUEST".equals(type)
                && version == null
                && methodArn != null
                && routeArn == null
                && authorizationToken == null
                && httpMethod != null
                && resource != null) {
            return restRequest(Arn.parse(methodArn), httpMethod, resource);
        }
        if ("REQUEST".equals(type)
                && "1.0".equals(version)
                && methodArn != null
                && routeArn == null
                && httpMethod != null
                && resource != null) {
            return recognised(EventKind.HTTP_1, Arn.parse(methodArn), httpMethod, resource, authorization());
        }
        if ("REQUEST".equals(type)
                && "2.0".equals(version)
                && methodArn == null
                && routeArn != null
                && routeKey != null
                && contextMethod != null) {
            // `METHOD /resource`, or `$default` alone.
            String declared = routeKey.substring(routeKey.indexOf(' ') + 1);
            return recognised(EventKind.HTTP_2, Arn.parse(routeArn), contextMethod, declared, authorization());
        }
        throw new IOException("The event is not an authorizer's of API Gateway");
    }

    private AuthorizerEvent restRequest(Arn arn, String method, String declared) throws IOException {
        // A policy is about the ARN's method: were the rule another's, it would open a route that nobody judged.
        if (!arn.method().equals(method)) {
            throw new IOException("The event names two methods");
        }
        return recognised(EventKind.REST_REQUEST, arn, method, declared, authorization());
    }

    private AuthorizerEvent recognised(
            EventKind kind, Arn arn, String method, @Nullable String declared, List<String> authorization) {
        return new AuthorizerEvent(
                kind,
                arn,
                method,
                declared,
                pathParameters,
                stageVariables,
                sourceIp,
                authorization,
                routeKey != null && contextPath != null && identitySources.containsAll(List.of(routeKey, contextPath)));
    }

    /** {@code headers} holds the last of several values: it counts only where the list of all is absent. */
    private List<String> authorization() {
        return multiple.isEmpty() ? single : multiple;
    }

    private void requestContext() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "identity" -> sourceIp = textsAmongOthers().get("sourceIp");
                case "http" -> {
                    Map<String, String> http = textsAmongOthers();
                    contextMethod = http.get("method");
                    contextPath = http.get("path");
                    sourceIp = http.get("sourceIp");
                }
                default -> json.skipChildren();
            }
        }
    }

    private @Nullable String text() throws IOException {
        if (json.currentToken().isStructStart()) {
            throw new IOException("The event holds a structure where a text belongs");
        }
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    /** A flat map, without what has no value. */
    private Map<String, String> texts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                String text = text();
                if (text != null) {
                    texts.put(name, text);
                }
            }
        } else {
            json.skipChildren();
        }
        return texts;
    }

    /** The texts of a map that may hold anything else as well. */
    private Map<String, String> textsAmongOthers() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } else {
            json.skipChildren();
        }
        return texts;
    }

    /** A text or a list of them. */
    private List<String> values() throws IOException {
        List<String> values = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(String.valueOf(text()));
            }
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            values.add(String.valueOf(text()));
        }
        return values;
    }

    private void authorization(List<String> values) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equalsIgnoreCase("Authorization")) {
                values.addAll(values());
            } else {
                json.skipChildren();
            }
        }
    }
}
