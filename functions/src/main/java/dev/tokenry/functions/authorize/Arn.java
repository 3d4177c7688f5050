package dev.tokenry.functions.authorize;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about, as IAM names it:
 * {@code arn:partition:execute-api:region:account:api/stage/METHOD/path}.
 */
record Arn(String text, String apiId, String stage, String method, String path) {

    private static final Pattern FORM = Pattern.compile(
            "arn:[a-z-]+:execute-api:[a-z0-9-]*:[0-9]*:([A-Za-z0-9]+)/([^/]+)/([A-Z]+|\\$default)(?:/(.*))?");

    /** @throws IOException when it is not one of API Gateway's */
    static Arn parse(String text) throws IOException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IOException("The event's ARN is not one of API Gateway's");
        }
        return new Arn(
                text, form.group(1), form.group(2), form.group(3), "/" + (form.group(4) == null ? "" : form.group(4)));
    }

    /** The same API and stage, with this for the method and path behind it. */
    String with(String methodAndPath) {
        return text.substring(0, text.indexOf('/') + 1) + stage + "/" + methodAndPath;
    }
}
