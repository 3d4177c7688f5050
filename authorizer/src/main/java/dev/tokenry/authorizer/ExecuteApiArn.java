package dev.tokenry.authorizer;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a request: {@code arn:partition:execute-api:region:account:api/stage/METHOD/path}.
 *
 * @param path the path after the stage, with a leading slash
 */
record ExecuteApiArn(String value, String apiId, String stage, String method, String path) {

    private static final Pattern PATTERN = Pattern.compile(
            "arn:[a-z-]+:execute-api:[a-z0-9-]*:[0-9]*:([A-Za-z0-9]+)/([^/]+)/([A-Z]+|\\$default)(?:/(.*))?");

    /**
     * Parses an ARN.
     *
     * @throws IOException if it is not the ARN of an API Gateway request
     */
    static ExecuteApiArn parse(String text) throws IOException {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IOException("The ARN in the event is not an execute-api ARN");
        }
        return new ExecuteApiArn(
                text,
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                "/" + (matcher.group(4) == null ? "" : matcher.group(4)));
    }

    /** Returns an ARN with the same API and stage and another method and path. */
    String forRoute(String methodAndPath) {
        return value.substring(0, value.indexOf('/') + 1) + stage + "/" + methodAndPath;
    }
}
