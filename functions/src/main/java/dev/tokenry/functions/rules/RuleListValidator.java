package dev.tokenry.functions.rules;

import dev.tokenry.administration.ScopeReader;
import dev.tokenry.authorization.rule.RouteRule;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.Violations;
import dev.tokenry.functions.resource.SimilarScope;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.text.Text;
import dev.tokenry.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Validates the rules of an API, each by itself and then all together.
 *
 * @param field the name of the field in the body
 * @param declared the scopes that the same request declares
 */
record RuleListValidator(List<String> lines, String field, ScopeReader scopes, List<ScopeDeclaration> declared) {

    /** Has all aliases. */
    private static final ScopeCatalogue PRODUCT = ScopeCatalogue.builtIn();

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
        List<Optional<RouteRule>> rules = IntStream.range(0, lines.size())
                .mapToObj(index -> parse(index, violations))
                .toList();
        boolean valid = rules.stream().allMatch(Optional::isPresent);
        ScopeCatalogue catalogue = catalogueOf(rules);
        Map<String, Integer> byRoute = new HashMap<>();
        for (int index = 0; index < rules.size(); index++) {
            if (rules.get(index).isPresent()) {
                RouteRule rule = rules.get(index).get();
                valid &= hasKnownScopes(index, rule, catalogue, violations);
                valid &= isFirst(index, byRoute.putIfAbsent(rule.route(), index), violations);
            }
        }
        return valid;
    }

    /** Returns a catalogue with the scopes that the rules name, and those that the same request declares. */
    private ScopeCatalogue catalogueOf(List<Optional<RouteRule>> rules) {
        return scopes.catalogueOf(rules.stream()
                        .flatMap(Optional::stream)
                        .flatMap(rule -> rule.requirement().scopes().stream())
                        .map(Scope::name)
                        .distinct()
                        .toList())
                .with(declared.stream()
                        .map(declaration -> new OwnScope(declaration.scope(), declaration.description()).entry())
                        .toList());
    }

    private boolean hasKnownScopes(int index, RouteRule rule, ScopeCatalogue catalogue, Violations violations) {
        List<Scope> unknown = rule.requirement().scopes().stream()
                .filter(scope -> catalogue.find(scope.name()).isEmpty())
                .toList();
        unknown.forEach(scope -> violations.addMessage(
                path(index),
                ViolationReason.UNKNOWN_SCOPE,
                "Route rule \"" + lines.get(index).strip() + "\": unknown scope \"" + scope + "\""
                        + SimilarScope.hint(scope.name(), scopes.catalogue())));
        return unknown.isEmpty();
    }

    private boolean isFirst(int index, @Nullable Integer firstIndex, Violations violations) {
        if (firstIndex != null) {
            violations.add(
                    path(index),
                    ViolationReason.DUPLICATE,
                    "\"" + lines.get(index) + "\" is for the same route as " + path(firstIndex) + " \""
                            + lines.get(firstIndex) + "\"");
        }
        return firstIndex == null;
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
            return Optional.of(RouteRule.parse(line, PRODUCT));
        } catch (IllegalArgumentException e) {
            violations.addMessage(path(index), ViolationReason.PATTERN, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void validateTogether(Violations violations, boolean cached) {
        try {
            RouteRules rules = RouteRules.of(lines, PRODUCT);
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
