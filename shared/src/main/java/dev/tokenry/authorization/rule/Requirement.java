package dev.tokenry.authorization.rule;

import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import java.util.List;
import java.util.stream.Collectors;

/** The requirement that a principal must meet to use a route. */
public sealed interface Requirement {

    /** No requirement: the route can be used with or without a token. */
    record Public() implements Requirement {

        @Override
        public boolean isMetBy(Principal principal) {
            return true;
        }
    }

    /** Any active token. */
    record Authenticated() implements Requirement {

        @Override
        public boolean isMetBy(Principal principal) {
            return true;
        }
    }

    /** At least one of these scopes. */
    record AnyOf(List<Scope> scopes) implements Requirement {

        public AnyOf {
            scopes = requireNotEmpty(scopes);
        }

        @Override
        public boolean isMetBy(Principal principal) {
            return !scopesUsedBy(principal).isEmpty();
        }

        @Override
        public List<Scope> scopesUsedBy(Principal principal) {
            for (Scope scope : scopes) {
                if (principal.hasScope(scope)) {
                    return List.of(scope);
                }
            }
            return List.of();
        }

        @Override
        public String denialMessage(ScopeCatalogue catalogue) {
            return missingScopeMessage("one of", scopes, catalogue);
        }

        @Override
        public boolean isEquivalentTo(Requirement other) {
            return other instanceof AnyOf(List<Scope> others) && sameScopes(scopes, others);
        }
    }

    /** All of these scopes. */
    record AllOf(List<Scope> scopes) implements Requirement {

        public AllOf {
            scopes = requireNotEmpty(scopes);
        }

        @Override
        public boolean isMetBy(Principal principal) {
            return principal.scopes().containsAll(scopes);
        }

        @Override
        public List<Scope> scopesUsedBy(Principal principal) {
            return scopes;
        }

        @Override
        public String denialMessage(ScopeCatalogue catalogue) {
            return missingScopeMessage(scopes.size() == 1 ? "one of" : "all of", scopes, catalogue);
        }

        @Override
        public boolean isEquivalentTo(Requirement other) {
            return other instanceof AllOf(List<Scope> others) && sameScopes(scopes, others);
        }
    }

    // An empty allOf would be met by every principal.
    private static List<Scope> requireNotEmpty(List<Scope> scopes) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("A requirement must have at least one scope");
        }
        return List.copyOf(scopes);
    }

    /** Returns the scopes that the requirement names. */
    default List<Scope> scopes() {
        return List.of();
    }

    /** Returns whether the principal meets the requirement. */
    boolean isMetBy(Principal principal);

    /**
     * Returns the scopes by which a principal that meets the requirement meets it: of several that each suffice, the
     * first in the requirement. Without the others of the principal, it is met as well.
     */
    default List<Scope> scopesUsedBy(Principal principal) {
        return List.of();
    }

    /**
     * Returns the error message for a principal that does not meet the requirement. It depends only on the requirement,
     * not on the request.
     */
    default String denialMessage(ScopeCatalogue catalogue) {
        return "Access denied.";
    }

    /**
     * Returns whether the requirements have the same type and the same scopes in any order. Requirements that are met
     * by the same principals can still differ, for example {@code anyOf(a)} and {@code allOf(a)}.
     */
    default boolean isEquivalentTo(Requirement other) {
        return equals(other);
    }

    private static boolean sameScopes(List<Scope> scopes, List<Scope> others) {
        return new Scopes(scopes).sameAs(new Scopes(others));
    }

    private static String missingScopeMessage(String quantifier, List<Scope> scopes, ScopeCatalogue catalogue) {
        return scopes.stream()
                .map(catalogue::describe)
                .collect(Collectors.joining(", ", "Token is missing required scope. Use " + quantifier + ": ", ""));
    }
}
