package dev.tokenry.functions.users;

import dev.tokenry.administration.ContactUpdate;
import dev.tokenry.administration.UserDetails;
import dev.tokenry.administration.UserDetails.Identity;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.Violations;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.Language;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.UserFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses the body of a put request. */
final class PutUserRequestParser {

    private PutUserRequestParser() {}

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    static UserDetails parse(String nameInPath, JsonBody body, TokenFieldParser fieldParser, UserFinder users) {
        Optional<OwnerName> name = OwnerName.parse(nameInPath);
        if (name.isEmpty()) {
            body.violations()
                    .add("name", ViolationReason.PATTERN, "must match " + OwnerName.PATTERN, ParameterLocation.PATH);
        }
        String bodyName = body.string("name");
        if (bodyName != null && !OwnerName.parse(bodyName).equals(name)) {
            body.violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
        String firstName = fieldParser.displayName(body, "firstName");
        String lastName = fieldParser.displayName(body, "lastName");
        Boolean enabled = body.bool("enabled");
        Scopes scopes = scopes(body, fieldParser, () -> heldScopes(name, users));
        Boolean manageOwnTokens = body.bool("manageOwnTokens");
        List<String> leads = leads(body);
        ContactUpdate contact = contact(body);
        List<Identity> identities = identities(body);
        Boolean adoptTokens = body.bool("adoptTokens");
        body.ignore(UserJson.COUNTS);
        body.throwIfInvalid();
        return new UserDetails(
                name.orElseThrow(),
                firstName,
                lastName,
                !Boolean.FALSE.equals(enabled),
                Objects.requireNonNull(scopes),
                !Boolean.FALSE.equals(manageOwnTokens),
                leads,
                contact,
                identities,
                Boolean.TRUE.equals(adoptTokens));
    }

    private static @Nullable List<String> leads(JsonBody body) {
        List<String> names = body.stringList("leads");
        if (names == null) {
            return null;
        }
        if (names.size() > User.MAX_LEADS) {
            body.violations()
                    .add("leads", ViolationReason.TOO_LONG, "must contain at most " + User.MAX_LEADS + " projects");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!NameRules.isValidProject(names.get(i))) {
                body.violations()
                        .add("leads[" + i + "]", ViolationReason.PATTERN, "must match " + NameRules.PROJECT_PATTERN);
            }
        }
        return names;
    }

    private static @Nullable List<Identity> identities(JsonBody body) {
        List<Map<String, String>> records =
                body.stringRecords(UserJson.IDENTITIES, List.of(UserJson.ISSUER, UserJson.SUBJECT));
        if (records == null) {
            return null;
        }
        if (records.size() > User.MAX_IDENTITIES) {
            body.violations()
                    .add(
                            UserJson.IDENTITIES,
                            ViolationReason.TOO_LONG,
                            "must contain at most " + User.MAX_IDENTITIES + " identities");
        }
        List<Identity> identities = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            String path = UserJson.IDENTITIES + "[" + i + "]";
            Identity identity = identity(path, records.get(i), body.violations());
            if (identities.contains(identity)) {
                body.violations().add(path, ViolationReason.DUPLICATE, "is a duplicate");
            }
            identities.add(identity);
        }
        return identities;
    }

    private static Identity identity(String path, Map<String, String> fields, Violations violations) {
        Identity identity =
                new Identity(fields.getOrDefault(UserJson.ISSUER, ""), fields.getOrDefault(UserJson.SUBJECT, ""));
        if (!NameRules.isValidProject(identity.issuer())) {
            violations.add(
                    path + "." + UserJson.ISSUER, ViolationReason.PATTERN, "must match " + NameRules.PROJECT_PATTERN);
        }
        String subject = path + "." + UserJson.SUBJECT;
        if (identity.subject().isEmpty() || identity.subject().length() > UserIdentity.MAX_SUBJECT_LENGTH) {
            violations.add(
                    subject,
                    ViolationReason.LENGTH,
                    "must contain 1 to " + UserIdentity.MAX_SUBJECT_LENGTH + " characters");
        } else if (!ExchangeOrigin.isSubject(identity.subject())) {
            violations.add(
                    subject,
                    ViolationReason.CONTROL_CHARACTERS,
                    "must be visible, without control characters, invisible characters and characters that change the"
                            + " order of the text");
        }
        return identity;
    }

    private static ContactUpdate contact(JsonBody body) {
        String email = body.string("email");
        Optional<EmailAddress> address = Optional.ofNullable(email).flatMap(EmailAddress::parse);
        if (email != null && address.isEmpty()) {
            body.violations().add("email", ViolationReason.PATTERN, "must be " + EmailAddress.SYNTAX);
        }
        String code = body.string("language");
        Optional<Language> language = Optional.ofNullable(code).flatMap(Language::parse);
        if (code != null && language.isEmpty()) {
            body.violations()
                    .add(
                            "language",
                            ViolationReason.UNKNOWN_VALUE,
                            "must be one of " + String.join(", ", Language.codes()));
        }
        return new ContactUpdate(
                address.isPresent() || body.isNull("email"),
                address.orElse(null),
                language.isPresent() || body.isNull("language"),
                language.orElse(null));
    }

    private static @Nullable Scopes scopes(JsonBody body, TokenFieldParser fieldParser, Supplier<Scopes> held) {
        if (!body.has("scopes")) {
            body.violations().add("scopes", ViolationReason.REQUIRED, "is required; it may be empty");
            return null;
        }
        return fieldParser.userScopes(body, held);
    }

    private static Scopes heldScopes(Optional<OwnerName> name, UserFinder users) {
        return name.flatMap(users::find).map(User::scopes).orElse(Scopes.NONE);
    }
}
