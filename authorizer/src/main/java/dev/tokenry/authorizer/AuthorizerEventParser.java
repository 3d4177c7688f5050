package dev.tokenry.authorizer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenry.authorizer.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses an authorizer event in one pass. The fields that are present and absent identify its format. */
final class AuthorizerEventParser {

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
    private final List<String> singleValues = new ArrayList<>();
    private final List<String> multiValues = new ArrayList<>();

    private AuthorizerEventParser(JsonParser json) {
        this.json = json;
    }

    static AuthorizerEvent parse(InputStream event) throws IOException {
        try (JsonParser json = JsonStreams.FACTORY.createParser(event)) {
            AuthorizerEventParser parser = new AuthorizerEventParser(json);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The event is not a JSON object");
            }
            parser.parseEvent();
            return parser.identify();
        }
    }

    private void parseEvent() throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "type" -> type = string();
                case "version" -> version = string();
                case "methodArn" -> methodArn = string();
                case "routeArn" -> routeArn = string();
                case "authorizationToken" -> authorizationToken = string();
                case "httpMethod" -> httpMethod = string();
                case "resource" -> resource = string();
                case "routeKey" -> routeKey = string();
                case "pathParameters" -> pathParameters = stringMap();
                case "stageVariables" -> stageVariables = stringMap();
                case "identitySource" -> identitySources = stringList();
                case "requestContext" -> parseRequestContext();
                case "headers" -> parseAuthorization(singleValues);
                case "multiValueHeaders" -> parseAuthorization(multiValues);
                default -> json.skipChildren();
            }
        }
    }

    /**
     * Returns the event if its fields match exactly one format.
     *
     * @throws IOException if they match no format
     */
    private AuthorizerEvent identify() throws IOException {
        if ("TOKEN".equals(type)
                && version == null
                && methodArn != null
                && routeArn == null
                && authorizationToken != null
                && httpMethod == null
                && resource == null) {
            ExecuteApiArn arn = ExecuteApiArn.parse(methodArn);
            return toEvent(EventFormat.REST_TOKEN, arn, arn.method(), null, List.of(authorizationToken));
        }
        if ("REQUEST".equals(type)
                && version == null
                && methodArn != null
                && routeArn == null
                && authorizationToken == null
                && httpMethod != null
                && resource != null) {
            return restRequest(ExecuteApiArn.parse(methodArn), httpMethod, resource);
        }
        if ("REQUEST".equals(type)
                && "1.0".equals(version)
                && methodArn != null
                && routeArn == null
                && httpMethod != null
                && resource != null) {
            return toEvent(EventFormat.HTTP_1, ExecuteApiArn.parse(methodArn), httpMethod, resource, authorization());
        }
        if ("REQUEST".equals(type)
                && "2.0".equals(version)
                && methodArn == null
                && routeArn != null
                && routeKey != null
                && contextMethod != null) {
            // `METHOD /resource`, or `$default` alone.
            String declaredResource = routeKey.substring(routeKey.indexOf(' ') + 1);
            return toEvent(
                    EventFormat.HTTP_2,
                    ExecuteApiArn.parse(routeArn),
                    contextMethod,
                    declaredResource,
                    authorization());
        }
        throw new IOException("The event is not an API Gateway authorizer event");
    }

    private AuthorizerEvent restRequest(ExecuteApiArn arn, String method, String declaredResource) throws IOException {
        // The policy applies to the method of the ARN. If it differed, a route without evaluation could be allowed.
        if (!arn.method().equals(method)) {
            throw new IOException("The event contains two different methods");
        }
        return toEvent(EventFormat.REST_REQUEST, arn, method, declaredResource, authorization());
    }

    private AuthorizerEvent toEvent(
            EventFormat format,
            ExecuteApiArn arn,
            String method,
            @Nullable String declaredResource,
            List<String> authorization) {
        return new AuthorizerEvent(
                format,
                arn,
                method,
                declaredResource,
                pathParameters,
                stageVariables,
                sourceIp,
                authorization,
                routeKey != null && contextPath != null && identitySources.containsAll(List.of(routeKey, contextPath)),
                maybeCachedPerSourceIp(format));
    }

    /** The event contains the values of the identity sources, and not which sources they are. */
    private boolean maybeCachedPerSourceIp(EventFormat format) {
        return switch (format) {
            case REST_REQUEST, REST_TOKEN -> true;
            case HTTP_1 ->
                sourceIp != null
                        && List.of(String.join(",", identitySources).split(",")).contains(sourceIp);
            case HTTP_2 -> sourceIp != null && identitySources.contains(sourceIp);
        };
    }

    /**
     * Returns the values of the {@code Authorization} header. {@code headers} contains only the last of several values,
     * so it is used only if {@code multiValueHeaders} has none.
     */
    private List<String> authorization() {
        return multiValues.isEmpty() ? singleValues : multiValues;
    }

    private void parseRequestContext() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "identity" -> sourceIp = stringFields().get("sourceIp");
                case "http" -> {
                    Map<String, String> http = stringFields();
                    contextMethod = http.get("method");
                    contextPath = http.get("path");
                    sourceIp = http.get("sourceIp");
                }
                default -> json.skipChildren();
            }
        }
    }

    private @Nullable String string() throws IOException {
        if (json.currentToken().isStructStart()) {
            throw new IOException("The event contains an object or array where a string is expected");
        }
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    /** Parses an object with string values, without its null values. */
    private Map<String, String> stringMap() throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                String string = string();
                if (string != null) {
                    strings.put(name, string);
                }
            }
        } else {
            json.skipChildren();
        }
        return strings;
    }

    /** Parses the string fields of an object that can also contain other values. */
    private Map<String, String> stringFields() throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    strings.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } else {
            json.skipChildren();
        }
        return strings;
    }

    /** Parses a string or an array of strings. */
    private List<String> stringList() throws IOException {
        List<String> values = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(String.valueOf(string()));
            }
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            values.add(String.valueOf(string()));
        }
        return values;
    }

    private void parseAuthorization(List<String> values) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equalsIgnoreCase("Authorization")) {
                values.addAll(stringList());
            } else {
                json.skipChildren();
            }
        }
    }
}
