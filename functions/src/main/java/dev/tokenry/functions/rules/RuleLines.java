package dev.tokenry.functions.rules;

import dev.tokenry.authorization.rule.RouteRule;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ScopeCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one API, as they were written: each is checked alone, and then beside the others.
 *
 * @param field what the body calls them
 */
record RuleLines(List<String> lines, String field, ScopeCatalogue catalogue) {

    private static final int MOST = 300;
    private static final int LONGEST = 1024;

    /** DynamoDB keeps 400 KB under one key. */
    private static final int MOST_KILOBYTES = 300;

    /** @param cached whether one verdict is replayed for other routes */
    void check(JsonBody body, boolean cached) {
        if (lines.isEmpty() || lines.size() > MOST) {
            body.addViolation(field, "must be 1 to " + MOST + " rules");
            return;
        }
        if (bytes() > MOST_KILOBYTES * 1024) {
            body.addViolation(field, "must have at most " + MOST_KILOBYTES + " KB together");
            return;
        }
        if (eachIsRight(body)) {
            agree(body, cached);
        }
    }

    private boolean eachIsRight(JsonBody body) {
        boolean right = true;
        Map<String, Integer> byRoute = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Optional<RouteRule> rule = read(i, body);
            Integer first =
                    rule.isEmpty() ? null : byRoute.putIfAbsent(rule.get().route(), i);
            if (first != null) {
                body.addViolation(
                        path(i),
                        "\"" + lines.get(i) + "\" is for the same route as " + path(first) + " \"" + lines.get(first)
                                + "\"");
            }
            right &= rule.isPresent() && first == null;
        }
        return right;
    }

    private Optional<RouteRule> read(int i, JsonBody body) {
        String line = lines.get(i);
        if (line.codePointCount(0, line.length()) > LONGEST) {
            body.addViolation(path(i), "must have at most " + LONGEST + " characters");
            return Optional.empty();
        }
        if (line.codePoints().anyMatch(RuleLines::isInNoPath)) {
            body.addViolation(path(i), "must not hold control characters or half of a surrogate pair");
            return Optional.empty();
        }
        try {
            return Optional.of(RouteRule.parse(line, catalogue));
        } catch (IllegalArgumentException e) {
            body.addSentence(path(i), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void agree(JsonBody body, boolean cached) {
        try {
            RouteRules rules = RouteRules.of(lines, catalogue);
            if (cached) {
                rules.requireNoConflicts();
            }
        } catch (IllegalArgumentException e) {
            body.addSentence(field, String.valueOf(e.getMessage()));
        }
    }

    private int bytes() {
        return lines.stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private String path(int i) {
        return field + "[" + i + "]";
    }

    private static boolean isInNoPath(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
