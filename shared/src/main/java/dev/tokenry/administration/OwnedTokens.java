package dev.tokenry.administration;

import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.model.OwnerName;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.util.List;

/** The tokens of an owner, as far as the rules for users ask for them. */
final class OwnedTokens {

    private OwnedTokens() {}

    /** Returns the tokens of an owner: all, or one more than {@link UserPermissions#MAX_TOKENS}. */
    static List<TokenSummary> find(TokenQueryStore tokens, OwnerName owner) {
        return tokens.listSummaries(new TokenFilter.ByOwner(owner, null), null, UserPermissions.MAX_TOKENS + 1);
    }
}
