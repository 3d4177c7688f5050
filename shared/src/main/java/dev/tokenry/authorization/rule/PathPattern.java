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
    static final String SINGLE = String.valueOf(WildcardText.ANY);

    /** Matches all remaining segments. */
    static final String REST = "**";

    /** Stands for a project name. In a policy, it is replaced by the name itself. */
    static final String PROJECT = String.valueOf(WildcardText.PROJECT_NAME);

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
        return sharesText(other);
    }

    /**
     * Returns whether this pattern matches, in a policy, a path of the resource that the other pattern was built from.
     * There, no single segment contains a slash.
     */
    boolean matchesPathsOf(PathPattern other) {
        List<String> segments = other.parts.stream()
                .map(part -> part.equals(SINGLE) ? String.valueOf(WildcardText.WITHOUT_SLASH) : part)
                .toList();
        return sharesText(new PathPattern(other.method, segments));
    }

    private boolean sharesText(PathPattern other) {
        return method.equals(other.method) && new WildcardText(value()).intersects(new WildcardText(other.value()));
    }
}
