package dev.tokenry.access;

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
    private static final int LONGEST = 300;

    // Nothing that means something in a policy: no *, no ?, no ${…}.
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~:@!&'(),;=+-]+|\\{([A-Za-z0-9._-]+)(\\+?)}");

    /** @throws IllegalArgumentException saying what is wrong with it */
    static ResourcePath parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("its resource has more than " + LONGEST + " characters");
        }
        List<Segment> segments = new ArrayList<>();
        if (!text.equals(DEFAULT)) {
            for (String part : parts(text)) {
                if (!segments.isEmpty() && segments.getLast().kind() == Kind.GREEDY) {
                    throw new IllegalArgumentException(
                            "nothing may follow " + segments.getLast().text());
                }
                segments.add(Segment.parse(part));
            }
        }
        return new ResourcePath(text, List.copyOf(segments));
    }

    /** What its parameters stand for in a path, as it was sent; empty when the path is not this resource's. */
    Optional<Map<String, String>> match(String path) {
        List<String> parts = parts(withoutSlashAtTheEnd(path));
        if (text.equals(DEFAULT) || parts.size() < segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.kind() == Kind.GREEDY) {
                parameters.put(segment.name(), String.join("/", parts.subList(i, parts.size())));
                return Optional.of(parameters);
            }
            if (!segment.takes(parts.get(i))) {
                return Optional.empty();
            }
            if (segment.kind() == Kind.PARAMETER) {
                parameters.put(segment.name(), parts.get(i));
            }
        }
        return parts.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** Whether this is one of its parameters, and stands for one segment. */
    boolean hasParameter(String name) {
        return segments.stream().anyMatch(each -> each.isParameter(name));
    }

    /** The parts of the paths that it takes, as a policy names them, with this in the place of the project's name. */
    List<String> pattern(@Nullable String projectParameter, String project) {
        if (text.equals(DEFAULT)) {
            return List.of(PathPattern.ALL);
        }
        return segments.stream()
                .map(each -> projectParameter != null && each.isParameter(projectParameter) ? project : each.pattern())
                .toList();
    }

    /** Whether a path's project stands in the same place, wherever else a wildcard of a policy may reach. */
    boolean hasSameProject(String parameter, ResourcePath other, String otherParameter) {
        List<Segment> before = literalsBefore(parameter);
        return before != null && before.equals(other.literalsBefore(otherParameter));
    }

    /** Null when something varies before the parameter. */
    private @Nullable List<Segment> literalsBefore(String parameter) {
        List<Segment> before = segments.stream()
                .takeWhile(each -> !each.isParameter(parameter))
                .toList();
        return before.stream().allMatch(each -> each.kind() == Kind.LITERAL) ? before : null;
    }

    @Override
    public int compareTo(ResourcePath other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int order = segments.get(i).kind().compareTo(other.segments.get(i).kind());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(other.segments.size(), segments.size());
    }

    /** It leads to the same resource. */
    private static String withoutSlashAtTheEnd(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<String> parts(String path) {
        String inner = path.substring(1);
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    /** In the order in which they are preferred. */
    private enum Kind {
        LITERAL,
        PARAMETER,
        GREEDY
    }

    record Segment(Kind kind, String text, String name) {

        static Segment parse(String text) {
            Matcher form = SEGMENT.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is no part of a resource");
            }
            if (form.group(1) == null) {
                return new Segment(Kind.LITERAL, text, text);
            }
            return new Segment(form.group(2).isEmpty() ? Kind.PARAMETER : Kind.GREEDY, text, form.group(1));
        }

        boolean isParameter(String other) {
            return kind == Kind.PARAMETER && name.equals(other);
        }

        boolean takes(String part) {
            return kind == Kind.LITERAL ? text.equals(part) : !part.isEmpty();
        }

        String pattern() {
            return switch (kind) {
                case LITERAL -> text;
                case PARAMETER -> PathPattern.ONE;
                case GREEDY -> PathPattern.ALL;
            };
        }
    }
}
