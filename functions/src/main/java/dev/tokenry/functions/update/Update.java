package dev.tokenry.functions.update;

import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import org.jspecify.annotations.Nullable;

/** What a request changes about a token: null where it leaves things as they are. */
record Update(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes) {

    static Update read(Body body, TokenFields fields) {
        return new Update(fields.name(body), body.flag("enabled"), fields.scopes(body));
    }

    TokenSettings applyTo(TokenSettings old) {
        TokenSettings named = name == null ? old : old.withName(name);
        TokenSettings set = enabled == null ? named : named.withEnabled(enabled);
        return scopes == null ? set : set.withScopes(scopes);
    }
}
