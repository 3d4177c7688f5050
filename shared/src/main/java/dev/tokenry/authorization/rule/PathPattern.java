package dev.tokenry.authorization.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The paths of one method, as a pattern with the wildcards of an IAM policy: {@code GET/orders/*}. In a policy,
 * {@code *} matches any text including slashes, so a pattern can match more paths than the resource that it was built
 * from.
 *
 * @param parts the segments of the path, with {@link #SINGLE}, {@link #REST} and {@link #PROJECT} for the variable ones
 */
record PathPattern(String method, List<String> parts) {

    /** Matches one segment. */
    static final String SINGLE = "*";

    /** Matches all remaining segments. */
    static final String REST = "**";

    /** Stands for a project name. In a policy, it is replaced by the name itself. */
    static final String PROJECT = "\0";

    private static final char ANY_TEXT = '*';
    private static final char PROJECT_NAME = '\0';
    private static final char SEGMENT = '\1';

    /** Returns the pattern as the policy contains it after the stage. */
    String value() {
        return method + "/" + String.join("/", parts).replace(REST, SINGLE);
    }

    /**
     * Returns patterns for the paths that match only because a wildcard matches slashes, one for each single-segment
     * wildcard.
     */
    Stream<PathPattern> multiSegmentVariants() {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).equals(SINGLE))
                .mapToObj(i -> {
                    List<String> variant = new ArrayList<>(parts);
                    variant.add(i, SINGLE);
                    return new PathPattern(method, variant);
                });
    }

    /** Returns whether a path exists that matches both patterns in a policy. */
    boolean overlaps(PathPattern other) {
        return overlaps(other, other.value());
    }

    /**
     * Returns whether this pattern matches, in a policy, a path of the resource that the other pattern was built from.
     * There, no single segment contains a slash.
     */
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

    /**
     * Compares the literal characters before the first wildcard. Most pairs differ there, which saves the expensive
     * comparison.
     */
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
        // intersects[i][j]: whether some text matches both the first pattern from i on and the second from j on.
        boolean[][] intersects = new boolean[first.length() + 1][second.length() + 1];
        for (int i = first.length(); i >= 0; i--) {
            for (int j = second.length(); j >= 0; j--) {
                boolean firstRemains = i < first.length();
                boolean secondRemains = j < second.length();
                intersects[i][j] = (!firstRemains && !secondRemains)
                        || (firstRemains
                                && secondRemains
                                && first.charAt(i) == second.charAt(j)
                                && intersects[i + 1][j + 1])
                        || (firstRemains && isWildcard(first.charAt(i)) && intersects[i + 1][j])
                        || (secondRemains && isWildcard(second.charAt(j)) && intersects[i][j + 1])
                        || (firstRemains
                                && secondRemains
                                && consumes(first.charAt(i), second.charAt(j))
                                && intersects[i][j + 1])
                        || (firstRemains
                                && secondRemains
                                && consumes(second.charAt(j), first.charAt(i))
                                && intersects[i + 1][j]);
            }
        }
        return intersects[0][0];
    }

    private static boolean isWildcard(char c) {
        return c == ANY_TEXT || c == PROJECT_NAME || c == SEGMENT;
    }

    /** Returns whether the wildcard can match this character and continue. */
    private static boolean consumes(char wildcard, char c) {
        return switch (wildcard) {
            case ANY_TEXT -> true;
            case SEGMENT -> c != '/';
            case PROJECT_NAME -> isWildcard(c) || Character.isLetterOrDigit(c) || c == '-' || c == '_';
            default -> false;
        };
    }
}
