package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The IAM policy that an authorizer returns: an explicit deny takes precedence, and the default is deny. */
record IamPolicy(List<Statement> statements) {

    private static final String ACTION = "execute-api:invoke";

    /** Returns null if the policy cannot be evaluated, for any reason. */
    static @Nullable IamPolicy of(@Nullable JsonNode document) {
        if (document == null || !document.isObject() || !document.has("Statement")) {
            return null;
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode each :
                document.get("Statement").isArray() ? document.get("Statement") : List.of(document.get("Statement"))) {
            Statement statement = Statement.of(each);
            if (statement == null) {
                return null;
            }
            statements.add(statement);
        }
        return new IamPolicy(statements);
    }

    boolean allows(String methodArn) {
        List<Statement> matching =
                statements.stream().filter(each -> each.matches(methodArn)).toList();
        return !matching.isEmpty() && matching.stream().allMatch(Statement::isAllow);
    }

    private record Statement(boolean isAllow, List<String> actions, List<String> resources) {

        static @Nullable Statement of(JsonNode node) {
            String effect = node.path("Effect").asText();
            List<String> actions = strings(node.path("Action"));
            List<String> resources = strings(node.path("Resource"));
            boolean isKnownEffect = effect.equals("Allow") || effect.equals("Deny");
            // Conditions are not supported; ignoring them could allow too much.
            return isKnownEffect && !actions.isEmpty() && !resources.isEmpty() && !node.has("Condition")
                    ? new Statement(effect.equals("Allow"), actions, resources)
                    : null;
        }

        boolean matches(String methodArn) {
            return actions.stream().anyMatch(each -> matchesWildcard(each.toLowerCase(Locale.ROOT), ACTION))
                    && resources.stream().anyMatch(each -> matchesWildcard(each, methodArn));
        }

        private static List<String> strings(JsonNode node) {
            List<String> result = new ArrayList<>();
            for (JsonNode each : node.isArray() ? node : List.of(node)) {
                if (each.isTextual()) {
                    result.add(each.textValue());
                }
            }
            return result;
        }
    }

    /** Matches IAM's wildcards: {@code *} also matches slashes. */
    static boolean matchesWildcard(String pattern, String text) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }
}
