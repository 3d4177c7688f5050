package dev.tokenry.access;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Paths of one method, as the wildcards of an IAM policy name them: {@code GET/orders/*}. In a policy {@code *} stands
 * for any text, slashes included, so a pattern can match more than the resource it was made of.
 *
 * @param parts of the path, with {@link #ONE}, {@link #ALL} and {@link #PROJECT} where something varies
 */
record PathPattern(String method, List<String> parts) {

    /** Any one segment. */
    static final String ONE = "*";

    /** All that follows. */
    static final String ALL = "**";

    /** The name of a project, which a policy always holds in full. */
    static final String PROJECT = "\0";

    private static final char ANYTHING = '*';
    private static final char NAME = '\0';
    private static final char SEGMENT = '\1';

    /** As it stands in a policy, behind the stage. */
    String text() {
        return method + "/" + String.join("/", parts).replace(ALL, ONE);
    }

    /** The paths that it matches only because a wildcard crosses slashes: a pattern for each wildcard of one segment. */
    Stream<PathPattern> beyond() {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).equals(ONE))
                .mapToObj(i -> {
                    List<String> longer = new ArrayList<>(parts);
                    longer.add(i, ONE);
                    return new PathPattern(method, longer);
                });
    }

    /** Whether a policy takes some path for both. */
    boolean overlaps(PathPattern other) {
        return overlaps(other, other.text());
    }

    /** Whether a policy takes some path for this that is truly the other's: no segment of it holds a slash. */
    boolean takesPathsOf(PathPattern other) {
        List<String> segments = other.parts.stream()
                .map(part -> part.equals(ONE) ? String.valueOf(SEGMENT) : part)
                .toList();
        return overlaps(other, new PathPattern(other.method, segments).text());
    }

    private boolean overlaps(PathPattern other, String others) {
        String mine = text();
        return method.equals(other.method) && beginAlike(mine, others) && overlap(mine, others);
    }

    /** False for most pairs, and quickly: they differ before any wildcard. */
    private static boolean beginAlike(String one, String two) {
        for (int i = 0; i < Math.min(one.length(), two.length()); i++) {
            if (isWild(one.charAt(i)) || isWild(two.charAt(i))) {
                return true;
            }
            if (one.charAt(i) != two.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean overlap(String one, String two) {
        // Whether what is left of the one from i on and of the other from j on can be the same text.
        boolean[][] same = new boolean[one.length() + 1][two.length() + 1];
        for (int i = one.length(); i >= 0; i--) {
            for (int j = two.length(); j >= 0; j--) {
                boolean oneLeft = i < one.length();
                boolean twoLeft = j < two.length();
                same[i][j] = (!oneLeft && !twoLeft)
                        || (oneLeft && twoLeft && one.charAt(i) == two.charAt(j) && same[i + 1][j + 1])
                        || (oneLeft && isWild(one.charAt(i)) && same[i + 1][j])
                        || (twoLeft && isWild(two.charAt(j)) && same[i][j + 1])
                        || (oneLeft && twoLeft && takes(one.charAt(i), two.charAt(j)) && same[i][j + 1])
                        || (oneLeft && twoLeft && takes(two.charAt(j), one.charAt(i)) && same[i + 1][j]);
            }
        }
        return same[0][0];
    }

    private static boolean isWild(char c) {
        return c == ANYTHING || c == NAME || c == SEGMENT;
    }

    /** Whether a wildcard can go on over this character. */
    private static boolean takes(char wildcard, char c) {
        return switch (wildcard) {
            case ANYTHING -> true;
            case SEGMENT -> c != '/';
            case NAME -> isWild(c) || Character.isLetterOrDigit(c) || c == '-' || c == '_';
            default -> false;
        };
    }
}
