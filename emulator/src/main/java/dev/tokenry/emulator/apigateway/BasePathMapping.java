package dev.tokenry.emulator.apigateway;

import java.util.regex.Pattern;

/**
 * A base path of a custom domain that is mapped to a stage.
 *
 * @param pattern regular expression of the base path, such as {@code /shops/[a-z]+}; it must not contain a capturing
 *     group
 * @param example a path that matches the pattern, for the list of URLs
 */
public record BasePathMapping(Pattern pattern, String example) {

    /** A base path that is matched literally. */
    public static BasePathMapping literal(String path) {
        return new BasePathMapping(Pattern.compile(Pattern.quote(path)), path);
    }
}
