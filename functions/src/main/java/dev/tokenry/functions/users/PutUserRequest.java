package dev.tokenry.functions.users;

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

/** The user that a request asks for, once all of it is known to be right. */
record PutUserRequest(
        String name,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens) {

    private static final int MAX_NAME_LENGTH = 100;

    static PutUserRequest from(String name, JsonBody body, TokenFieldParser fieldParser) {
        if (!NameRules.isValidOwner(name)) {
            body.addViolation("name", "must look like " + NameRules.OWNER_PATTERN, ParameterLocation.PATH);
        }
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(name)) {
            body.addViolation("name", "must be the one in the path");
        }
        String firstName = personName(body, "firstName");
        String lastName = personName(body, "lastName");
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

    /** The user in the place of the old one. Scopes are a set: another order alone is no change. */
    User toUser(Optional<User> existing, Instant now) {
        Scopes existingScopes = existing.map(User::scopes).orElse(scopes);
        return new User(
                name,
                firstName,
                lastName,
                enabled,
                existingScopes.sameAs(scopes) ? existingScopes : scopes,
                manageOwnTokens,
                existing.map(User::version).orElseGet(() -> User.initialVersion(now)));
    }

    private static @Nullable String personName(JsonBody body, String field) {
        String personName = body.string(field);
        if (personName == null) {
            return null;
        }
        if (personName.isBlank() || personName.codePointCount(0, personName.length()) > MAX_NAME_LENGTH) {
            body.addViolation(field, "must have 1 to " + MAX_NAME_LENGTH + " characters and not be blank");
        } else if (personName.codePoints().anyMatch(Character::isISOControl)) {
            body.addViolation(field, "must not hold control characters");
        }
        return personName;
    }

    /** Unlike a token, a user may have none: that stops all its personal tokens from doing anything. */
    private static @Nullable Scopes scopes(JsonBody body, TokenFieldParser fieldParser) {
        if (!body.has("scopes")) {
            body.addViolation("scopes", "is required; it may be empty");
            return null;
        }
        List<String> names = body.stringList("scopes");
        if (names == null) {
            return null;
        }
        return names.isEmpty() ? Scopes.NONE : fieldParser.scopes(body);
    }
}
