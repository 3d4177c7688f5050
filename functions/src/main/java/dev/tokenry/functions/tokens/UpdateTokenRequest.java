package dev.tokenry.functions.tokens;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import org.jspecify.annotations.Nullable;

/** What a request changes about a token: null where it leaves things as they are. */
record UpdateTokenRequest(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes) {

    static UpdateTokenRequest from(JsonBody body, TokenFieldParser fieldParser) {
        return new UpdateTokenRequest(fieldParser.name(body), body.bool("enabled"), fieldParser.scopes(body));
    }

    TokenSettings applyTo(TokenSettings current) {
        TokenSettings withName = name == null ? current : current.withName(name);
        TokenSettings withEnabled = enabled == null ? withName : withName.withEnabled(enabled);
        return scopes == null ? withEnabled : withEnabled.withScopes(scopes);
    }
}
