package dev.tokenry.authorization.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A resource as API Gateway declares it: {@code /orders/{id}}, with {@code {rest+}} for one that takes all that follows,
 * or an HTTP API's {@code $default}. Of two that match the same path, the more special one comes first.
 */
record ResourcePath(String text, List<Segment> segments) implements Comparable<ResourcePath> {

    private static final String DEFAULT = "$default";

    // A policy takes 512 characters for an ARN, of which region, account, API and stage need their part.
    private static final int MAX_LENGTH = 300;

    // Nothing that means something in a policy: no *, no ?, no ${…}.
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~:@!&'(),;=+-]+|\\{([A-Za-z0-9._-]+)(\\+?)}");

    /** @throws IllegalArgumentException saying what is wrong with it */
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

    /** What its parameters stand for in a path, as it was sent; empty when the path is not this resource's. */
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

    /** Whether this is one of its parameters, and stands for one segment. */
    boolean hasParameter(String name) {
        return segments.stream().anyMatch(segment -> segment.isParameter(name));
    }

    /** The parts of the paths that it takes, as a policy names them, with this in the place of the project's name. */
    List<String> pattern(@Nullable String projectParameter, String project) {
        if (text.equals(DEFAULT)) {
            return List.of(PathPattern.REST);
        }
        return segments.stream()
                .map(segment -> projectParameter != null && segment.isParameter(projectParameter) ? project : segment.pattern())
                .toList();
    }

    /** Whether a path's project stands in the same place, wherever else a wildcard of a policy may reach. */
    boolean hasSameProjectPosition(String parameter, ResourcePath other, String otherParameter) {
        List<Segment> literals = literalsBefore(parameter);
        return literals != null && literals.equals(other.literalsBefore(otherParameter));
    }

    /** Null when something varies before the parameter. */
    private @Nullable List<Segment> literalsBefore(String parameter) {
        List<Segment> literals = segments.stream()
                .takeWhile(segment -> !segment.isParameter(parameter))
                .toList();
        return literals.stream().allMatch(segment -> segment.type() == SegmentType.LITERAL) ? literals : null;
    }

    @Override
    public int compareTo(ResourcePath other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int comparison = segments.get(i).type().compareTo(other.segments.get(i).type());
            if (comparison != 0) {
                return comparison;
            }
        }
        return Integer.compare(other.segments.size(), segments.size());
    }

    /** It leads to the same resource. */
    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<String> parts(String path) {
        String inner = path.substring(1);
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    /** In the order in which they are preferred. */
    private enum SegmentType {
        LITERAL,
        PARAMETER,
        GREEDY
    }

    record Segment(SegmentType type, String text, String name) {

        static Segment parse(String text) {
            Matcher matcher = SEGMENT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is not a valid part of a resource");
            }
            if (matcher.group(1) == null) {
                return new Segment(SegmentType.LITERAL, text, text);
            }
            return new Segment(matcher.group(2).isEmpty() ? SegmentType.PARAMETER : SegmentType.GREEDY, text, matcher.group(1));
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
