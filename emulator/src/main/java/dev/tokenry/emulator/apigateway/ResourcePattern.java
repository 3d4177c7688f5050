package dev.tokenry.emulator.apigateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource such as {@code /v2/apiTokens/{id}}; the more special of two comes first. */
record ResourcePattern(List<String> parts) implements Comparable<ResourcePattern> {

    static ResourcePattern of(String resource) {
        return new ResourcePattern(segments(resource));
    }

    /** The segments of a path; one trailing slash leads to the same resource. */
    static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }

    /** The segments for an HTTP API, to which a trailing slash is one more segment, empty. */
    static List<String> exactSegments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    /** The path parameters; null when the path is not this resource's. */
    @Nullable
    Map<String, String> match(List<String> segments) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (i >= segments.size() || (segments.get(i).isEmpty() && rank(part) != Rank.GREEDY)) {
                return null;
            }
            switch (rank(part)) {
                case GREEDY -> {
                    parameters.put(
                            part.substring(1, part.length() - 2),
                            String.join("/", segments.subList(i, segments.size())));
                    return parameters;
                }
                case PARAMETER -> parameters.put(part.substring(1, part.length() - 1), segments.get(i));
                case LITERAL -> {
                    if (!part.equals(segments.get(i))) {
                        return null;
                    }
                }
            }
        }
        return segments.size() == parts.size() ? parameters : null;
    }

    boolean isGreedy() {
        return parts.stream().anyMatch(part -> rank(part) == Rank.GREEDY);
    }

    @Override
    public int compareTo(ResourcePattern other) {
        for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
            int order = rank(parts.get(i)).compareTo(rank(other.parts.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(other.parts.size(), parts.size());
    }

    private static Rank rank(String part) {
        if (part.endsWith("+}")) {
            return Rank.GREEDY;
        }
        return part.startsWith("{") ? Rank.PARAMETER : Rank.LITERAL;
    }

    private enum Rank {
        LITERAL,
        PARAMETER,
        GREEDY
    }
}
