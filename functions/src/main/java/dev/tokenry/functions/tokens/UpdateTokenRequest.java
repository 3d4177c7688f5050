package dev.tokenry.functions.tokens;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import org.jspecify.annotations.Nullable;

/** The body of an update request. Null components are not changed. */
record UpdateTokenRequest(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes) {

    static UpdateTokenRequest from(JsonBody body, TokenFieldParser fieldParser, TokenSettings current) {
        return new UpdateTokenRequest(
                fieldParser.name(body), body.bool("enabled"), fieldParser.scopes(body, current.scopes()));
    }

    TokenSettings applyTo(TokenSettings current) {
        TokenSettings withName = name == null ? current : current.withName(name);
        TokenSettings withEnabled = enabled == null ? withName : withName.withEnabled(enabled);
        return scopes == null ? withEnabled : withEnabled.withScopes(scopes);
    }
}
