package dev.tokenry.functions.create;

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
import org.jspecify.annotations.Nullable;

/** The token that a request asks for, once all of it is known to be right and the caller's to ask. */
record NewToken(TokenOrigin origin, TokenSettings settings) {

    static NewToken read(JsonBody body, TokenFieldParser fields, UserFinder users, Principal caller, Instant now) {
        var name = required(body, "name", fields.name(body));
        var scopes = required(body, "scopes", fields.scopes(body));
        var description = fields.description(body);
        var expiresAt = fields.expirationDate(body);
        var owner = fields.owner(body);
        var project = fields.project(body);
        boolean enabled = !Boolean.FALSE.equals(body.bool("enabled"));
        boolean personal = Boolean.TRUE.equals(body.bool("personalAccessToken"));
        if (personal && lacksRecord(Objects.requireNonNullElse(owner, caller.owner()), caller, users)) {
            body.addViolation("personalAccessToken", "needs a user record of the owner, and there is none");
        }
        body.throwIfInvalid();
        return new NewToken(
                new TokenOrigin(
                        Objects.requireNonNullElse(owner, caller.owner()),
                        caller.owner(),
                        project == null ? caller.project() : project,
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

    NewToken requireGrantedBy(Principal caller) {
        TokenPermissions.requireMayAssignOwner(caller, origin.owner());
        TokenPermissions.requireMayCreate(caller, origin.personal());
        TokenPermissions.requireMayBindProject(caller, origin.project());
        TokenPermissions.requireMayGrant(caller, settings.scopes());
        TokenPermissions.requireExpiryWithinOwn(caller, settings.expiresAt());
        return this;
    }

    /** Who may not make tokens for an owner is told so, and not whether there is one. */
    private static boolean lacksRecord(String owner, Principal caller, UserFinder users) {
        return NameRules.isValidOwner(owner)
                && TokenPermissions.mayAssignOwner(caller, owner)
                && users.find(owner).isEmpty();
    }

    private static <T> @Nullable T required(JsonBody body, String name, @Nullable T value) {
        if (!body.has(name)) {
            body.addViolation(name, "is required");
        }
        return value;
    }
}
