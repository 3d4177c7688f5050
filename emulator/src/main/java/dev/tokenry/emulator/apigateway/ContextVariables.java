package dev.tokenry.emulator.apigateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Substitutes {@code $context.…} as gateway responses do: without expressions and without escaping. */
record ContextVariables(Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\$context((?:\\.[A-Za-z0-9_]+)+)");

    static ContextVariables of(
            ResponseType type, HttpRequest request, ApiIdentity api, Map<String, Object> authorizer) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("error.responseType", type.name());
        values.put("error.message", type.message());
        values.put("error.messageString", '"' + type.message() + '"');
        values.put("requestId", request.ids.requestId());
        values.put("extendedRequestId", request.ids.extendedRequestId());
        values.put("httpMethod", request.method);
        values.put("path", request.path);
        values.put("stage", api.stage());
        values.put("apiId", api.apiId());
        values.put("identity.sourceIp", request.sourceIp);
        values.put("requestTimeEpoch", Long.toString(request.time.toEpochMilli()));
        authorizer.forEach((key, value) -> values.put("authorizer." + key, value.toString()));
        return new ContextVariables(values);
    }

    /** A variable without a value becomes an empty string. This is unconfirmed for AWS. */
    String substitute(String template) {
        return VARIABLE.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        values.getOrDefault(match.group(1).substring(1), "")));
    }
}
