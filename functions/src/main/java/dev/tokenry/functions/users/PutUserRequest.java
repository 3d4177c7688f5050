package dev.tokenry.functions.users;

import dev.tokenry.administration.UserDetails;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.Scopes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a put request. */
final class PutUserRequest {

    private static final int MAX_NAME_LENGTH = 100;

    private PutUserRequest() {}

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    static UserDetails parse(String name, JsonBody body, TokenFieldParser fieldParser) {
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
        return new UserDetails(
                name,
                firstName,
                lastName,
                !Boolean.FALSE.equals(enabled),
                Objects.requireNonNull(scopes),
                !Boolean.FALSE.equals(manageOwnTokens));
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

    /** The scopes of a user may be empty, unlike those of a token: its personal tokens can then do nothing. */
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
