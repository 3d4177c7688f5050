package dev.tokenry.authorizer;

import dev.tokenry.text.AsciiSet;
import java.io.IOException;

/**
 * The ARN of a request: {@code arn:partition:execute-api:region:account:api/stage/METHOD/path}.
 *
 * @param path the path after the stage, with a leading slash
 */
record ExecuteApiArn(String value, String apiId, String stage, String method, String path) {

    private static final int PARTS = 6;
    private static final int MIN_REQUEST_PARTS = 3;
    private static final int MAX_REQUEST_PARTS = 4;
    private static final String LINE_TERMINATORS = "\n\r\u0085\u2028\u2029";
    private static final AsciiSet PARTITION = AsciiSet.of("a-z-");
    private static final AsciiSet REGION = AsciiSet.of("a-z0-9-");
    private static final AsciiSet DIGITS = AsciiSet.of("0-9");
    private static final AsciiSet API_ID = AsciiSet.of("A-Za-z0-9");
    private static final AsciiSet CAPITALS = AsciiSet.of("A-Z");
    private static final String DEFAULT_ROUTE = "$default";

    /**
     * Parses an ARN.
     *
     * @throws IOException if it is not the ARN of an API Gateway request
     */
    static ExecuteApiArn parse(String text) throws IOException {
        String[] parts = text.split(":", PARTS);
        String[] request = parts.length == PARTS ? parts[PARTS - 1].split("/", MAX_REQUEST_PARTS) : new String[0];
        if (request.length < MIN_REQUEST_PARTS || !isExecuteApi(parts) || !isRequest(request)) {
            throw new IOException("The ARN in the event is not an execute-api ARN");
        }
        return new ExecuteApiArn(text, request[0], request[1], request[2], path(request));
    }

    private static boolean isExecuteApi(String[] parts) {
        return parts[0].equals("arn")
                && PARTITION.isWord(parts[1])
                && parts[2].equals("execute-api")
                && REGION.containsAll(parts[3])
                && DIGITS.containsAll(parts[4]);
    }

    private static boolean isRequest(String[] parts) {
        return API_ID.isWord(parts[0])
                && !parts[1].isEmpty()
                && (CAPITALS.isWord(parts[2]) || parts[2].equals(DEFAULT_ROUTE))
                && isOneLine(path(parts));
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < LINE_TERMINATORS.length(); i++) {
            if (text.indexOf(LINE_TERMINATORS.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static String path(String[] request) {
        return "/" + (request.length < MAX_REQUEST_PARTS ? "" : request[MAX_REQUEST_PARTS - 1]);
    }

    /** Returns an ARN with the same API and stage and another method and path. */
    String forRoute(String methodAndPath) {
        return value.substring(0, value.indexOf('/') + 1) + stage + "/" + methodAndPath;
    }
}
