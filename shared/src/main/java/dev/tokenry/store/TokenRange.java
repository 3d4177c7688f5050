package dev.tokenry.store;

import dev.tokenry.model.Token;
import org.jspecify.annotations.Nullable;

/** Which tokens a list or a count goes over. */
public sealed interface TokenRange {

    /** Every token there is. */
    record All() implements TokenRange {}

    /** The tokens of one owner; of these, where a project is given, the ones that are bound to it. */
    record OfOwner(String owner, @Nullable String project) implements TokenRange {}

    /** The tokens that are bound to one project. */
    record OfProject(String project) implements TokenRange {}

    /** Whether a token is in the range. */
    default boolean holds(Token token) {
        return switch (this) {
            case All() -> true;
            case OfOwner(var owner, var project) ->
                token.origin().owner().equals(owner)
                        && (project == null || project.equals(token.origin().project()));
            case OfProject(var project) -> project.equals(token.origin().project());
        };
    }
}
