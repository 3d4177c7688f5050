package dev.tokenry.authorization.rule;

import dev.tokenry.text.AsciiSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource as API Gateway declares it: {@code /orders/{id}}, {@code /files/{rest+}} for all paths below a path, or
 * {@code $default} for the default route of an HTTP API. The natural order places the more specific of two resources
 * that match the same path first.
 */
record ResourcePath(String text, List<Segment> segments) implements Comparable<ResourcePath> {

    private static final String DEFAULT = "$default";

    // A policy allows 512 characters for an ARN, and Region, account, API and stage are part of it.
    private static final int MAX_LENGTH = 300;

    // Exclude all characters with a meaning in a policy: *, ? and ${…}.
    private static final AsciiSet LITERAL_CHARACTERS = AsciiSet.of("A-Za-z0-9._~:@!&'(),;=+-");
    private static final AsciiSet NAME_CHARACTERS = AsciiSet.of("A-Za-z0-9._-");

    /** Returns whether a text begins like a resource. */
    static boolean isAbsolute(String text) {
        return text.startsWith("/") || text.equals(DEFAULT);
    }

    /** Returns whether a parameter can have this name. */
    static boolean isParameterName(String text) {
        return NAME_CHARACTERS.isWord(text);
    }

    /**
     * Parses a resource.
     *
     * @throws IllegalArgumentException if the resource is not valid; the message contains the reason
     */
    static ResourcePath parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the resource has more than " + MAX_LENGTH + " characters");
        }
        List<Segment> segments = new ArrayList<>();
        if (!text.equals(DEFAULT)) {
            for (String part : parts(text)) {
                if (!segments.isEmpty() && segments.getLast().type() == SegmentType.GREEDY) {
                    throw new IllegalArgumentException(
                            "nothing must follow " + segments.getLast().text());
                }
                segments.add(Segment.parse(part));
            }
        }
        return new ResourcePath(text, List.copyOf(segments));
    }

    /**
     * Matches a path of a request.
     *
     * @param path the path as it was sent, not decoded; a trailing slash is ignored
     * @return the values of the path parameters, not decoded; empty if the path does not match
     */
    Optional<Map<String, String>> match(String path) {
        List<String> parts = parts(withoutTrailingSlash(path));
        if (text.equals(DEFAULT) || parts.size() < segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.type() == SegmentType.GREEDY) {
                parameters.put(segment.name(), String.join("/", parts.subList(i, parts.size())));
                return Optional.of(parameters);
            }
            if (!segment.matches(parts.get(i))) {
                return Optional.empty();
            }
            if (segment.type() == SegmentType.PARAMETER) {
                parameters.put(segment.name(), parts.get(i));
            }
        }
        return parts.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** Returns whether the resource has a single-segment parameter with this name. */
    boolean hasParameter(String name) {
        for (Segment segment : segments) {
            if (segment.isParameter(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the segments of a {@link PathPattern} for this resource.
     *
     * @param projectParameter the parameter to replace by {@code project}; null if there is none
     */
    List<String> pattern(@Nullable String projectParameter, String project) {
        if (text.equals(DEFAULT)) {
            return List.of(PathPattern.REST);
        }
        return segments.stream()
                .map(segment ->
                        projectParameter != null && segment.isParameter(projectParameter) ? project : segment.pattern())
                .toList();
    }

    /**
     * Returns whether the project parameter is at the same position after the same literal segments, so that a path has
     * the same project for both resources.
     */
    boolean hasSameProjectPosition(String parameter, ResourcePath other, String otherParameter) {
        List<Segment> literals = literalsBefore(parameter);
        return literals != null && literals.equals(other.literalsBefore(otherParameter));
    }

    /** Returns the segments before the parameter; null if one of them is variable. */
    private @Nullable List<Segment> literalsBefore(String parameter) {
        List<Segment> literals = segments.stream()
                .takeWhile(segment -> !segment.isParameter(parameter))
                .toList();
        return literals.stream().allMatch(segment -> segment.type() == SegmentType.LITERAL) ? literals : null;
    }

    @Override
    public int compareTo(ResourcePath other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int comparison =
                    segments.get(i).type().compareTo(other.segments.get(i).type());
            if (comparison != 0) {
                return comparison;
            }
        }
        return Integer.compare(other.segments.size(), segments.size());
    }

    /** Removes a trailing slash, which API Gateway ignores as well. */
    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<String> parts(String path) {
        String inner = path.substring(1);
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    /** The types of segments, in order of precedence. */
    private enum SegmentType {
        LITERAL,
        PARAMETER,
        GREEDY
    }

    record Segment(SegmentType type, String text, String name) {

        static Segment parse(String text) {
            if (LITERAL_CHARACTERS.isWord(text)) {
                return new Segment(SegmentType.LITERAL, text, text);
            }
            if (text.startsWith("{") && text.endsWith("}")) {
                boolean greedy = text.endsWith("+}");
                String name = text.substring(1, text.length() - (greedy ? 2 : 1));
                if (isParameterName(name)) {
                    return new Segment(greedy ? SegmentType.GREEDY : SegmentType.PARAMETER, text, name);
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" is not a valid part of a resource");
        }

        boolean isParameter(String parameterName) {
            return type == SegmentType.PARAMETER && name.equals(parameterName);
        }

        boolean matches(String part) {
            return type == SegmentType.LITERAL ? text.equals(part) : !part.isEmpty();
        }

        String pattern() {
            return switch (type) {
                case LITERAL -> text;
                case PARAMETER -> PathPattern.SINGLE;
                case GREEDY -> PathPattern.REST;
            };
        }
    }
}
