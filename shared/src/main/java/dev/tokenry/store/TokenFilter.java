package dev.tokenry.store;

import dev.tokenry.model.Token;
import org.jspecify.annotations.Nullable;

/** Which tokens a list or a count goes over. */
public sealed interface TokenFilter {

    /** Every token there is. */
    record All() implements TokenFilter {}

    /** The tokens of one owner; of these, where a project is given, the ones that are bound to it. */
    record ByOwner(String owner, @Nullable String project) implements TokenFilter {}

    /** The tokens that are bound to one project. */
    record ByProject(String project) implements TokenFilter {}

    /** Whether a token is in the range. */
    default boolean matches(Token token) {
        return switch (this) {
            case All() -> true;
            case ByOwner(var owner, var project) ->
                token.origin().owner().equals(owner)
                        && (project == null || project.equals(token.origin().project()));
            case ByProject(var project) -> project.equals(token.origin().project());
        };
    }
}
