package dev.tokenry.functions;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;

/** A caller who manages all tokens and users. */
final class Administrator {

    private Administrator() {}

    static Principal principal(TokenId id) {
        return new Principal(
                id,
                OwnerName.of("admin"),
                null,
                Scopes.of(
                        Scope.WRITE_TOKENS,
                        Scope.READ_TOKENS,
                        Scope.MANAGE_ALL_TOKENS,
                        Scope.WRITE_USERS,
                        Scope.WRITE_SCOPES),
                false,
                SecretGeneration.CURRENT,
                null);
    }

    static TokenActor actor(Principal principal) {
        return new TokenActor(principal, new RequestInfo(null, null, null));
    }
}
