package dev.tokenry.emulator.apigateway;

import java.util.regex.Pattern;

/**
 * A base path of a custom domain that leads to a stage.
 *
 * @param pattern regular expression of the base path, such as {@code /shops/[a-z]+}; it must not contain a capturing
 *     group
 * @param example a path that matches the pattern, for the list of URLs
 * @param stripped whether the base path is removed from the path of the request, as API mappings do. A routing rule can
 *     leave it; then it is not a URL of the API.
 */
public record BasePathMapping(Pattern pattern, String example, boolean stripped) {

    /** A base path that is removed. */
    public BasePathMapping(Pattern pattern, String example) {
        this(pattern, example, true);
    }

    /** A base path that is matched literally and removed. */
    public static BasePathMapping literal(String path) {
        return new BasePathMapping(Pattern.compile(Pattern.quote(path)), path);
    }

    /**
     * A routing rule for all paths below a base path, which stays part of the path. The API has no such resource and
     * responds with its own error, not with that of a domain without a mapping.
     */
    public static BasePathMapping unstripped(String path) {
        return new BasePathMapping(Pattern.compile(Pattern.quote(path)), path, false);
    }
}
