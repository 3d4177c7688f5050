package dev.tokenry.functions.users;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.NameRules;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validated request to create or replace a user. */
record PutUserRequest(
        String name,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens) {

    static PutUserRequest from(String name, JsonBody body, TokenFieldParser fieldParser) {
        if (!NameRules.isValidOwner(name)) {
            body.violations()
                    .add(
                            "name",
                            ViolationReason.PATTERN,
                            "must match " + NameRules.OWNER_PATTERN,
                            ParameterLocation.PATH);
        }
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(name)) {
            body.violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
        String firstName = fieldParser.displayName(body, "firstName");
        String lastName = fieldParser.displayName(body, "lastName");
        Boolean enabled = body.bool("enabled");
        Scopes scopes = scopes(body, fieldParser);
        Boolean manageOwnTokens = body.bool("manageOwnTokens");
        body.throwIfInvalid();
        return new PutUserRequest(
                name,
                firstName,
                lastName,
                !Boolean.FALSE.equals(enabled),
                Objects.requireNonNull(scopes),
                !Boolean.FALSE.equals(manageOwnTokens));
    }

    /** Returns the new state of the user. A different order of the same scopes is not a change. */
    User toUser(Optional<User> existing, Instant now) {
        Scopes existingScopes = existing.map(User::scopes).orElse(scopes);
        boolean unchanged = existingScopes.containsAll(scopes.values()) && scopes.containsAll(existingScopes.values());
        return new User(
                name,
                firstName,
                lastName,
                enabled,
                unchanged ? existingScopes : scopes,
                manageOwnTokens,
                existing.map(User::version).orElseGet(() -> User.initialVersion(now)));
    }

    /** Reads scopes, which may be empty, unlike those of a token: then personal tokens of the user have no effect. */
    private static @Nullable Scopes scopes(JsonBody body, TokenFieldParser fieldParser) {
        if (!body.has("scopes")) {
            body.violations().add("scopes", ViolationReason.REQUIRED, "is required; it may be empty");
            return null;
        }
        List<String> names = body.stringList("scopes");
        if (names == null) {
            return null;
        }
        return names.isEmpty() ? Scopes.NONE : fieldParser.scopes(body);
    }
}
