package dev.tokenry.functions.tokens;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.store.UserFinder;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenSettings;
import java.time.Instant;
import java.util.Objects;

/** The token that a request asks for, once all of it is known to be right and the caller's to ask. */
record CreateTokenRequest(TokenOrigin origin, TokenSettings settings) {

    static CreateTokenRequest from(JsonBody body, TokenFieldParser fieldParser, UserFinder users, Principal principal, Instant now) {
        var name = body.required("name", _ -> fieldParser.name(body));
        var scopes = body.required("scopes", _ -> fieldParser.scopes(body));
        var description = fieldParser.description(body);
        var expiresAt = fieldParser.expirationDate(body);
        var owner = fieldParser.owner(body);
        var project = fieldParser.project(body);
        boolean enabled = !Boolean.FALSE.equals(body.bool("enabled"));
        boolean personal = Boolean.TRUE.equals(body.bool("personalAccessToken"));
        if (personal && ownerHasNoUser(Objects.requireNonNullElse(owner, principal.owner()), principal, users)) {
            body.violations()
                    .add("personalAccessToken", ViolationReason.NEEDS_USER, "requires the owner to be a registered user");
        }
        body.throwIfInvalid();
        return new CreateTokenRequest(
                new TokenOrigin(
                        Objects.requireNonNullElse(owner, principal.owner()),
                        principal.owner(),
                        project == null ? principal.project() : project,
                        personal,
                        now),
                new TokenSettings(
                        Objects.requireNonNull(name),
                        description,
                        enabled,
                        Objects.requireNonNull(scopes),
                        expiresAt,
                        null));
    }

    CreateTokenRequest requireMayCreate(Principal principal) {
        TokenPermissions.requireMayAssignOwner(principal, origin.owner());
        TokenPermissions.requireMayCreate(principal, origin.personal());
        TokenPermissions.requireMayBindProject(principal, origin.project());
        TokenPermissions.requireMayGrant(principal, settings.scopes());
        TokenPermissions.requireExpiryWithinOwn(principal, settings.expiresAt());
        return this;
    }

    /** Who may not make tokens for an owner is told so, and not whether there is one. */
    private static boolean ownerHasNoUser(String owner, Principal principal, UserFinder users) {
        return NameRules.isValidOwner(owner)
                && TokenPermissions.mayAssignOwner(principal, owner)
                && users.find(owner).isEmpty();
    }
}
