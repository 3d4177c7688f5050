package dev.tokenry.authorization.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Paths of one method, as the wildcards of an IAM policy name them: {@code GET/orders/*}. In a policy {@code *} stands
 * for any text, slashes included, so a pattern can match more than the resource it was made of.
 *
 * @param parts of the path, with {@link #SINGLE}, {@link #REST} and {@link #PROJECT} where something varies
 */
record PathPattern(String method, List<String> parts) {

    /** Any one segment. */
    static final String SINGLE = "*";

    /** All that follows. */
    static final String REST = "**";

    /** The name of a project, which a policy always holds in full. */
    static final String PROJECT = "\0";

    private static final char ANY_TEXT = '*';
    private static final char PROJECT_NAME = '\0';
    private static final char SEGMENT = '\1';

    /** As it stands in a policy, behind the stage. */
    String value() {
        return method + "/" + String.join("/", parts).replace(REST, SINGLE);
    }

    /** The paths that it matches only because a wildcard crosses slashes: a pattern for each wildcard of one segment. */
    Stream<PathPattern> multiSegmentVariants() {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).equals(SINGLE))
                .mapToObj(i -> {
                    List<String> variant = new ArrayList<>(parts);
                    variant.add(i, SINGLE);
                    return new PathPattern(method, variant);
                });
    }

    /** Whether a policy takes some path for both. */
    boolean overlaps(PathPattern other) {
        return overlaps(other, other.value());
    }

    /** Whether a policy takes some path for this that is truly the other's: no segment of it holds a slash. */
    boolean matchesPathsOf(PathPattern other) {
        List<String> segments = other.parts.stream()
                .map(part -> part.equals(SINGLE) ? String.valueOf(SEGMENT) : part)
                .toList();
        return overlaps(other, new PathPattern(other.method, segments).value());
    }

    private boolean overlaps(PathPattern other, String otherValue) {
        String ownValue = value();
        return method.equals(other.method) && sharePrefix(ownValue, otherValue) && intersect(ownValue, otherValue);
    }

    /** False for most pairs, and quickly: they differ before any wildcard. */
    private static boolean sharePrefix(String first, String second) {
        for (int i = 0; i < Math.min(first.length(), second.length()); i++) {
            if (isWildcard(first.charAt(i)) || isWildcard(second.charAt(i))) {
                return true;
            }
            if (first.charAt(i) != second.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean intersect(String first, String second) {
        // Whether what is left of the one from i on and of the other from j on can be the same text.
        boolean[][] intersects = new boolean[first.length() + 1][second.length() + 1];
        for (int i = first.length(); i >= 0; i--) {
            for (int j = second.length(); j >= 0; j--) {
                boolean firstRemains = i < first.length();
                boolean secondRemains = j < second.length();
                intersects[i][j] = (!firstRemains && !secondRemains)
                        || (firstRemains && secondRemains && first.charAt(i) == second.charAt(j) && intersects[i + 1][j + 1])
                        || (firstRemains && isWildcard(first.charAt(i)) && intersects[i + 1][j])
                        || (secondRemains && isWildcard(second.charAt(j)) && intersects[i][j + 1])
                        || (firstRemains && secondRemains && consumes(first.charAt(i), second.charAt(j)) && intersects[i][j + 1])
                        || (firstRemains && secondRemains && consumes(second.charAt(j), first.charAt(i)) && intersects[i + 1][j]);
            }
        }
        return intersects[0][0];
    }

    private static boolean isWildcard(char c) {
        return c == ANY_TEXT || c == PROJECT_NAME || c == SEGMENT;
    }

    /** Whether a wildcard can go on over this character. */
    private static boolean consumes(char wildcard, char c) {
        return switch (wildcard) {
            case ANY_TEXT -> true;
            case SEGMENT -> c != '/';
            case PROJECT_NAME -> isWildcard(c) || Character.isLetterOrDigit(c) || c == '-' || c == '_';
            default -> false;
        };
    }
}
