package dev.tokenry.functions.users;

import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.LinkedHashMap;
import java.util.Map;

/** A user as its readers see it: no field without a value. */
final class UserJson {

    private UserJson() {}

    /** Every field of the record. */
    static Map<String, Object> summary(User user) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", user.name());
        if (user.firstName() != null) {
            json.put("firstName", user.firstName());
        }
        if (user.lastName() != null) {
            json.put("lastName", user.lastName());
        }
        json.put("enabled", user.enabled());
        json.put("scopes", user.scopes().names());
        json.put("manageOwnTokens", user.manageOwnTokens());
        return json;
    }

    /** And how many tokens the user has: all of them, and those that end with the user. */
    static Map<String, Object> full(User user, TokenCounts counts) {
        Map<String, Object> json = summary(user);
        json.put("tokens", counts.total());
        json.put("personalTokens", counts.personal());
        return json;
    }
}
