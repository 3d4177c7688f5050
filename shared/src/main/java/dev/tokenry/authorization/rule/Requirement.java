package dev.tokenry.authorization.rule;

import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a route asks of its caller. */
public sealed interface Requirement {

    /** Nothing: the route is everybody's, with or without a token. */
    record Public() implements Requirement {}

    /** Any token that works. */
    record Authenticated() implements Requirement {}

    /** One of these scopes. */
    record AnyOf(List<Scope> scopes) implements Requirement {
        public AnyOf {
            scopes = requireNotEmpty(scopes);
        }
    }

    /** Every one of these scopes. */
    record AllOf(List<Scope> scopes) implements Requirement {
        public AllOf {
            scopes = requireNotEmpty(scopes);
        }
    }

    // Every one of no scopes would be anybody's.
    private static List<Scope> requireNotEmpty(List<Scope> scopes) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("A requirement must contain at least one scope");
        }
        return List.copyOf(scopes);
    }

    default boolean isMetBy(Principal principal) {
        return switch (this) {
            case Public() -> true;
            case Authenticated() -> true;
            case AnyOf(var scopes) -> scopes.stream().anyMatch(principal::hasScope);
            case AllOf(var scopes) -> principal.scopes().containsAll(scopes);
        };
    }

    /** What a principal is told that does not meet it: a fixed text for each requirement. */
    default String denialMessage(ScopeCatalogue catalogue) {
        return switch (this) {
            case Public() -> "Access denied.";
            case Authenticated() -> "Access denied.";
            case AnyOf(var scopes) -> missingScopeMessage("one of", scopes, catalogue);
            case AllOf(var scopes) -> missingScopeMessage(scopes.size() == 1 ? "one of" : "all of", scopes, catalogue);
        };
    }

    /** Whether the same principals meet both, in so far as that can be read off them. */
    default boolean isEquivalentTo(Requirement other) {
        return equals(other)
                || switch (this) {
                    case Public() -> false;
                    case Authenticated() -> false;
                    case AnyOf(var scopes) -> other instanceof AnyOf(var others) && sameScopes(scopes, others);
                    case AllOf(var scopes) -> other instanceof AllOf(var others) && sameScopes(scopes, others);
                };
    }

    private static boolean sameScopes(List<Scope> scopes, List<Scope> others) {
        return Set.copyOf(scopes).equals(Set.copyOf(others));
    }

    private static String missingScopeMessage(String quantifier, List<Scope> scopes, ScopeCatalogue catalogue) {
        return scopes.stream()
                .map(catalogue::describe)
                .collect(Collectors.joining(", ", "Token is missing required scope. Use " + quantifier + ": ", ""));
    }
}
