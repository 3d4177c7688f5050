package dev.tokenry.emulator.apigateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource such as {@code /v2/items/{id}}; the more specific of two comes first. */
record ResourcePattern(List<String> parts) implements Comparable<ResourcePattern> {

    static ResourcePattern of(String resource) {
        return new ResourcePattern(segments(resource));
    }

    /** Returns the segments of a path; one trailing slash is ignored. */
    static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }

    /** Returns the segments for an HTTP API, in which a trailing slash adds an empty segment. */
    static List<String> exactSegments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    /** Returns the path parameters, or null if the path does not match. */
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
