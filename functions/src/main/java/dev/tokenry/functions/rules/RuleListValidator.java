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
record RuleListValidator(List<String> lines, String field, ScopeCatalogue catalogue) {

    private static final int MAX_RULES = 300;
    private static final int MAX_RULE_LENGTH = 1024;

    /** DynamoDB keeps 400 KB under one key. */
    private static final int MAX_KILOBYTES = 300;

    /** @param cached whether one verdict is replayed for other routes */
    void validate(JsonBody body, boolean cached) {
        if (lines.isEmpty() || lines.size() > MAX_RULES) {
            body.addViolation(field, "must be 1 to " + MAX_RULES + " rules");
            return;
        }
        if (sizeInBytes() > MAX_KILOBYTES * 1024) {
            body.addViolation(field, "must have at most " + MAX_KILOBYTES + " KB together");
            return;
        }
        if (validateEach(body)) {
            validateTogether(body, cached);
        }
    }

    private boolean validateEach(JsonBody body) {
        boolean valid = true;
        Map<String, Integer> byRoute = new HashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            Optional<RouteRule> rule = parse(index, body);
            Integer firstIndex =
                    rule.isEmpty() ? null : byRoute.putIfAbsent(rule.get().route(), index);
            if (firstIndex != null) {
                body.addViolation(
                        path(index),
                        "\"" + lines.get(index) + "\" is for the same route as " + path(firstIndex) + " \"" + lines.get(firstIndex)
                                + "\"");
            }
            valid &= rule.isPresent() && firstIndex == null;
        }
        return valid;
    }

    private Optional<RouteRule> parse(int index, JsonBody body) {
        String line = lines.get(index);
        if (line.codePointCount(0, line.length()) > MAX_RULE_LENGTH) {
            body.addViolation(path(index), "must have at most " + MAX_RULE_LENGTH + " characters");
            return Optional.empty();
        }
        if (line.codePoints().anyMatch(RuleListValidator::isInvalidInPath)) {
            body.addViolation(path(index), "must not hold control characters or half of a surrogate pair");
            return Optional.empty();
        }
        try {
            return Optional.of(RouteRule.parse(line, catalogue));
        } catch (IllegalArgumentException e) {
            body.addSentence(path(index), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void validateTogether(JsonBody body, boolean cached) {
        try {
            RouteRules rules = RouteRules.of(lines, catalogue);
            if (cached) {
                rules.requireNoConflicts();
            }
        } catch (IllegalArgumentException e) {
            body.addSentence(field, String.valueOf(e.getMessage()));
        }
    }

    private int sizeInBytes() {
        return lines.stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private String path(int index) {
        return field + "[" + index + "]";
    }

    private static boolean isInvalidInPath(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
