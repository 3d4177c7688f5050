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
    record Public() implements Requirement {}

    /** Any active token. */
    record Authenticated() implements Requirement {}

    /** At least one of these scopes. */
    record AnyOf(List<Scope> scopes) implements Requirement {
        public AnyOf {
            scopes = requireNotEmpty(scopes);
        }
    }

    /** All of these scopes. */
    record AllOf(List<Scope> scopes) implements Requirement {
        public AllOf {
            scopes = requireNotEmpty(scopes);
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
        return switch (this) {
            case Public() -> List.of();
            case Authenticated() -> List.of();
            case AnyOf(var named) -> named;
            case AllOf(var named) -> named;
        };
    }

    /** Returns whether the principal meets the requirement. */
    default boolean isMetBy(Principal principal) {
        return switch (this) {
            case Public() -> true;
            case Authenticated() -> true;
            case AnyOf(var scopes) -> scopes.stream().anyMatch(principal::hasScope);
            case AllOf(var scopes) -> principal.scopes().containsAll(scopes);
        };
    }

    /**
     * Returns the scopes by which a principal that meets the requirement meets it: of several that each suffice, the first
     * in the requirement. Without the others of the principal, it is met as well.
     */
    default List<Scope> scopesUsedBy(Principal principal) {
        return switch (this) {
            case Public() -> List.of();
            case Authenticated() -> List.of();
            case AnyOf(var scopes) ->
                scopes.stream().filter(principal::hasScope).limit(1).toList();
            case AllOf(var scopes) -> scopes;
        };
    }

    /**
     * Returns the error message for a principal that does not meet the requirement. It depends only on the requirement,
     * not on the request.
     */
    default String denialMessage(ScopeCatalogue catalogue) {
        return switch (this) {
            case Public() -> "Access denied.";
            case Authenticated() -> "Access denied.";
            case AnyOf(var scopes) -> missingScopeMessage("one of", scopes, catalogue);
            case AllOf(var scopes) -> missingScopeMessage(scopes.size() == 1 ? "one of" : "all of", scopes, catalogue);
        };
    }

    /**
     * Returns whether the requirements have the same type and the same scopes in any order. Requirements that are met
     * by the same principals can still differ, for example {@code anyOf(a)} and {@code allOf(a)}.
     */
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
        return new Scopes(scopes).sameAs(new Scopes(others));
    }

    private static String missingScopeMessage(String quantifier, List<Scope> scopes, ScopeCatalogue catalogue) {
        return scopes.stream()
                .map(catalogue::describe)
                .collect(Collectors.joining(", ", "Token is missing required scope. Use " + quantifier + ": ", ""));
    }
}
