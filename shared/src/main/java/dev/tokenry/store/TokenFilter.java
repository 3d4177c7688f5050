package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import org.jspecify.annotations.Nullable;

/** Selects the tokens of a list or a count. */
public sealed interface TokenFilter {

    /** Selects all tokens. */
    record All() implements TokenFilter {}

    /** Selects the tokens of an owner; with a project, only those that are bound to it. */
    record ByOwner(OwnerName owner, @Nullable String project) implements TokenFilter {}

    /** Selects the tokens that are bound to a project. */
    record ByProject(String project) implements TokenFilter {}

    /** Selects those tokens of another filter that come from an exchange. All other filters leave them out. */
    record Exchanged(TokenFilter within) implements TokenFilter {}

    /** Returns whether this filter selects a token. */
    default boolean matches(Token token) {
        return token.origin().isExchanged() == this instanceof Exchanged
                && matches(token.origin().owner(), token.origin().project());
    }

    /**
     * Returns whether this filter selects a token of this owner, if it selects tokens of its origin.
     *
     * @param boundTo the project that the token is bound to; null if it is bound to none
     */
    default boolean matches(OwnerName tokenOwner, @Nullable String boundTo) {
        return switch (this) {
            case All() -> true;
            case ByOwner(var owner, var project) ->
                tokenOwner.equals(owner) && (project == null || project.equals(boundTo));
            case ByProject(var project) -> project.equals(boundTo);
            case Exchanged(var within) -> within.matches(tokenOwner, boundTo);
        };
    }
}
