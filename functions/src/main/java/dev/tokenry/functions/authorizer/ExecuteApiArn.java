package dev.tokenry.functions.authorizer;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about, as IAM names it:
 * {@code arn:partition:execute-api:region:account:api/stage/METHOD/path}.
 */
record ExecuteApiArn(String value, String apiId, String stage, String method, String path) {

    private static final Pattern PATTERN = Pattern.compile(
            "arn:[a-z-]+:execute-api:[a-z0-9-]*:[0-9]*:([A-Za-z0-9]+)/([^/]+)/([A-Z]+|\\$default)(?:/(.*))?");

    /** @throws IOException when it is not one of API Gateway's */
    static ExecuteApiArn parse(String text) throws IOException {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IOException("The event's ARN is not one of API Gateway's");
        }
        return new ExecuteApiArn(
                text, matcher.group(1), matcher.group(2), matcher.group(3), "/" + (matcher.group(4) == null ? "" : matcher.group(4)));
    }

    /** The same API and stage, with this for the method and path behind it. */
    String forRoute(String methodAndPath) {
        return value.substring(0, value.indexOf('/') + 1) + stage + "/" + methodAndPath;
    }
}
