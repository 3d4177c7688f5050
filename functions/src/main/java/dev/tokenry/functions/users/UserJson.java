package dev.tokenry.functions.users;

import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.UserRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The JSON representation of a user. It omits fields without a value. */
final class UserJson {

    static final String IDENTITIES = "identities";
    static final String ISSUER = "issuer";
    static final String SUBJECT = "subject";

    private static final String TOKENS = "tokens";
    private static final String PERSONAL_TOKENS = "personalTokens";

    /** The fields that the service computes. Clients may send them back. */
    static final Set<String> COUNTS = Set.of(TOKENS, PERSONAL_TOKENS);

    private UserJson() {}

    /** Returns all fields of the record. */
    static Map<String, Object> summary(User user) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", user.name().spelling());
        if (user.firstName() != null) {
            json.put("firstName", user.firstName());
        }
        if (user.lastName() != null) {
            json.put("lastName", user.lastName());
        }
        EmailAddress email = user.contact().email();
        if (email != null) {
            json.put("email", email.value());
        }
        Language language = user.contact().language();
        if (language != null) {
            json.put("language", language.code());
        }
        json.put("enabled", user.enabled());
        json.put("scopes", user.scopes().requestedNames());
        json.put("manageOwnTokens", user.manageOwnTokens());
        if (!user.leads().isEmpty()) {
            json.put("leads", user.leads().stream().map(LedProject::name).toList());
        }
        if (!user.identities().isEmpty()) {
            json.put(
                    IDENTITIES, user.identities().stream().map(UserJson::fields).toList());
        }
        return json;
    }

    private static Map<String, Object> fields(UserIdentity identity) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(ISSUER, identity.issuer());
        json.put(SUBJECT, identity.subject());
        return json;
    }

    /** Returns the fields of a user in a list. */
    static Map<String, Object> row(UserRow row) {
        return row.user()
                .map(UserJson::summary)
                .orElseGet(() -> damaged(row.name().spelling()));
    }

    private static Map<String, Object> damaged(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("damaged", true);
        return json;
    }

    /** Returns all fields of the record and the number of all tokens and of personal access tokens. */
    static Map<String, Object> full(User user, TokenCounts counts) {
        Map<String, Object> json = summary(user);
        json.put(TOKENS, counts.total());
        json.put(PERSONAL_TOKENS, counts.personal());
        return json;
    }
}
