package dev.tokenry.functions.rules;

import dev.tokenry.authorization.rule.RouteRule;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.Violations;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.text.Text;
import dev.tokenry.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Validates the rules of an API, each by itself and then all together.
 *
 * @param field the name of the field in the body
 */
record RuleListValidator(List<String> lines, String field, ScopeCatalogue catalogue) {

    private static final int MAX_RULES = 300;
    private static final int MAX_RULE_LENGTH = 1024;

    /** The limit of a DynamoDB item is 400 KB. */
    private static final int MAX_KILOBYTES = 300;

    /** @param cached whether the gateway caches a result and applies it to other routes */
    void validate(Violations violations, boolean cached) {
        if (lines.isEmpty() || lines.size() > MAX_RULES) {
            violations.add(field, ViolationReason.OUT_OF_RANGE, "must contain 1 to " + MAX_RULES + " rules");
            return;
        }
        if (sizeInBytes() > MAX_KILOBYTES * 1024) {
            violations.add(field, ViolationReason.TOO_LONG, "must contain at most " + MAX_KILOBYTES + " KB in total");
            return;
        }
        if (validateEach(violations)) {
            validateTogether(violations, cached);
        }
    }

    private boolean validateEach(Violations violations) {
        boolean valid = true;
        Map<String, Integer> byRoute = new HashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            Optional<RouteRule> rule = parse(index, violations);
            Integer firstIndex =
                    rule.isEmpty() ? null : byRoute.putIfAbsent(rule.get().route(), index);
            if (firstIndex != null) {
                violations.add(
                        path(index),
                        ViolationReason.DUPLICATE,
                        "\"" + lines.get(index) + "\" is for the same route as " + path(firstIndex) + " \""
                                + lines.get(firstIndex) + "\"");
            }
            valid &= rule.isPresent() && firstIndex == null;
        }
        return valid;
    }

    private Optional<RouteRule> parse(int index, Violations violations) {
        String line = lines.get(index);
        if (Text.length(line) > MAX_RULE_LENGTH) {
            violations.add(
                    path(index), ViolationReason.TOO_LONG, "must contain at most " + MAX_RULE_LENGTH + " characters");
            return Optional.empty();
        }
        if (VisibleText.findForbidden(line).isPresent()) {
            violations.add(
                    path(index),
                    ViolationReason.CONTROL_CHARACTERS,
                    "must not contain control characters, invisible characters or unpaired surrogates");
            return Optional.empty();
        }
        try {
            return Optional.of(RouteRule.parse(line, catalogue));
        } catch (IllegalArgumentException e) {
            violations.addMessage(path(index), ViolationReason.PATTERN, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void validateTogether(Violations violations, boolean cached) {
        try {
            RouteRules rules = RouteRules.of(lines, catalogue);
            if (cached) {
                rules.requireNoConflicts();
            }
        } catch (IllegalArgumentException e) {
            violations.addMessage(field, ViolationReason.INCONSISTENT, String.valueOf(e.getMessage()));
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
}
