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
record UserAsked(
        String name,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens) {

    private static final int LONGEST_NAME = 100;

    static UserAsked read(String name, JsonBody body, TokenFieldParser fields) {
        if (!NameRules.isValidOwner(name)) {
            body.addViolation("name", "must look like " + NameRules.OWNER_PATTERN, ParameterLocation.PATH);
        }
        String repeated = body.string("name");
        if (repeated != null && !repeated.equals(name)) {
            body.addViolation("name", "must be the one in the path");
        }
        String firstName = personName(body, "firstName");
        String lastName = personName(body, "lastName");
        Boolean enabled = body.bool("enabled");
        Scopes scopes = scopes(body, fields);
        Boolean manageOwnTokens = body.bool("manageOwnTokens");
        body.throwIfInvalid();
        return new UserAsked(
                name,
                firstName,
                lastName,
                !Boolean.FALSE.equals(enabled),
                Objects.requireNonNull(scopes),
                !Boolean.FALSE.equals(manageOwnTokens));
    }

    /** The user in the place of the old one. Scopes are a set: another order alone is no change. */
    User instead(Optional<User> old, Instant now) {
        Scopes had = old.map(User::scopes).orElse(scopes);
        boolean same = had.containsAll(scopes.values()) && scopes.containsAll(had.values());
        return new User(
                name,
                firstName,
                lastName,
                enabled,
                same ? had : scopes,
                manageOwnTokens,
                old.map(User::version).orElseGet(() -> User.initialVersion(now)));
    }

    private static @Nullable String personName(JsonBody body, String field) {
        String text = body.string(field);
        if (text == null) {
            return null;
        }
        if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_NAME) {
            body.addViolation(field, "must have 1 to " + LONGEST_NAME + " characters and not be blank");
        } else if (text.codePoints().anyMatch(Character::isISOControl)) {
            body.addViolation(field, "must not hold control characters");
        }
        return text;
    }

    /** Unlike a token, a user may have none: that stops all its personal tokens from doing anything. */
    private static @Nullable Scopes scopes(JsonBody body, TokenFieldParser fields) {
        if (!body.has("scopes")) {
            body.addViolation("scopes", "is required; it may be empty");
            return null;
        }
        List<String> names = body.stringList("scopes");
        if (names == null) {
            return null;
        }
        return names.isEmpty() ? Scopes.NONE : fields.scopes(body);
    }
}
