package dev.tokenry.functions.tokens;

import dev.tokenry.administration.NewToken;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.TokenSettings;
import java.util.Objects;

/** Parses the body of a create request. */
final class CreateTokenRequestParser {

    private CreateTokenRequestParser() {}

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    static NewToken parse(JsonBody body, TokenFieldParser fieldParser) {
        var name = body.required("name", _ -> fieldParser.name(body));
        var scopes = body.required("scopes", _ -> fieldParser.scopes(body));
        var description = fieldParser.description(body);
        var expiresAt = fieldParser.expirationDate(body);
        var allowedIps = fieldParser.allowedIps(body);
        var owner = fieldParser.owner(body);
        var project = fieldParser.project(body);
        boolean enabled = !Boolean.FALSE.equals(body.bool("enabled"));
        boolean personal = Boolean.TRUE.equals(body.bool("personalAccessToken"));
        fieldParser.rejectUnsupported(body);
        body.throwIfInvalid();
        return new NewToken(
                owner,
                project,
                personal,
                new TokenSettings(
                        Objects.requireNonNull(name),
                        description,
                        enabled,
                        Objects.requireNonNull(scopes),
                        expiresAt,
                        Objects.requireNonNullElse(allowedIps, AllowedIps.EVERY),
                        null));
    }
}
