package dev.tokenry.functions.update;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import org.jspecify.annotations.Nullable;

/** What a request changes about a token: null where it leaves things as they are. */
record Update(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes) {

    static Update read(JsonBody body, TokenFieldParser fields) {
        return new Update(fields.name(body), body.bool("enabled"), fields.scopes(body));
    }

    TokenSettings applyTo(TokenSettings old) {
        TokenSettings named = name == null ? old : old.withName(name);
        TokenSettings set = enabled == null ? named : named.withEnabled(enabled);
        return scopes == null ? set : set.withScopes(scopes);
    }
}
