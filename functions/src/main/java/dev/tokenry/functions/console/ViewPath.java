package dev.tokenry.functions.console;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path below the console that is a view and not a file. The response is the index page, whose script renders the view
 * from the path.
 *
 * @param depth the number of path segments between the console and the view
 */
record ViewPath(int depth) {

    static final ViewPath ROOT = new ViewPath(0);

    /**
     * Paths that no browser requests: browsers resolve dot segments, and no name in the console contains an encoded
     * slash or backslash, or NUL.
     */
    private static final Pattern SUSPICIOUS =
            Pattern.compile("^/|//|(?:^|/)(?:\\.|%2e){1,2}(?:/|$)|%2f|%5c|%00|\\\\", Pattern.CASE_INSENSITIVE);

    /**
     * Paths of files: all paths below {@code assets}, and names with a dot directly below the console. In a view, only
     * later segments can have a dot, such as the name of a user or the id of a token.
     */
    private static final Pattern FILE = Pattern.compile("assets(?:/.*)?|[^/]*\\.[^/]*", Pattern.DOTALL);

    /**
     * Parses a path. Returns empty if it is not a view.
     *
     * @param path the path below the console as it was sent, not decoded
     */
    static Optional<ViewPath> parse(String path) {
        return SUSPICIOUS.matcher(path).find() || FILE.matcher(path).matches()
                ? Optional.empty()
                : Optional.of(
                        new ViewPath((int) path.chars().filter(it -> it == '/').count()));
    }

    /** Returns the relative path from the view to the console. */
    String relativeRoot() {
        return depth == 0 ? "./" : "../".repeat(depth);
    }
}
