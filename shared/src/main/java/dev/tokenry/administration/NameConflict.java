package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenFinder;
import java.util.function.Supplier;

/** A name that another token of the owner has. Only the response to a caller that sees this token contains its id. */
final class NameConflict {

    private NameConflict() {}

    /** Performs a write that may give a name, and hides the id of the other token where it is not visible. */
    static <T> T reportedTo(Principal principal, TokenFinder tokens, Supplier<T> write) {
        try {
            return write.get();
        } catch (ApiException.NameAlreadyExistsException e) {
            boolean visible = principal.managesAllTokens()
                    || e.existingTokenId()
                            .flatMap(TokenId::parse)
                            .filter(id -> isVisible(id, principal, tokens))
                            .isPresent();
            throw visible ? e : e.withoutTokenId();
        }
    }

    private static boolean isVisible(TokenId id, Principal principal, TokenFinder tokens) {
        try {
            return tokens.find(id)
                    .filter(token -> TokenPermissions.isVisible(token, principal))
                    .isPresent();
        } catch (CorruptRecordException e) {
            return false;
        }
    }
}
