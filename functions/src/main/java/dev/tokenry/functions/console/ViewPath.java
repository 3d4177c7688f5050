package dev.tokenry.functions.console;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address in the console that is no file: the page itself is there, and reads from the address what to show.
 *
 * @param depth how many folders below the console it is
 */
record ViewPath(int depth) {

    static final ViewPath ROOT = new ViewPath(0);

    /** What no browser sends: it resolves dots by itself, and nothing that the console names has such a character. */
    private static final Pattern SUSPICIOUS =
            Pattern.compile("^/|//|(?:^|/)(?:\\.|%2e){1,2}(?:/|$)|%2f|%5c|%00|\\\\", Pattern.CASE_INSENSITIVE);

    /** Views have words for names; what they show, such as a user or a token, may have a dot in its name. */
    private static final Pattern FILE = Pattern.compile("assets(?:/.*)?|[^/]*\\.[^/]*", Pattern.DOTALL);

    /** @param path below the console, as it was sent */
    static Optional<ViewPath> parse(String path) {
        return SUSPICIOUS.matcher(path).find() || FILE.matcher(path).matches()
                ? Optional.empty()
                : Optional.of(
                        new ViewPath((int) path.chars().filter(it -> it == '/').count()));
    }

    /** From here to the console's own folder. */
    String relativeRoot() {
        return depth == 0 ? "./" : "../".repeat(depth);
    }
}
