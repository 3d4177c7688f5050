package dev.tokenry.store.dynamodb;

import dev.tokenry.model.UserIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Converts the identities in the item of a user. */
final class IdentityEntries {

    private static final String ISSUER = "issuer";
    private static final String ISSUER_ID = "issuerId";
    private static final String SUBJECT = "subject";

    private IdentityEntries() {}

    static List<Map<String, String>> of(List<UserIdentity> identities) {
        return identities.stream()
                .map(identity ->
                        Map.of(ISSUER, identity.issuer(), ISSUER_ID, identity.issuerId(), SUBJECT, identity.subject()))
                .toList();
    }

    /** Returns the identities in an attribute; none if it is absent. */
    static List<UserIdentity> read(ItemReader item, String name) {
        if (!item.has(name)) {
            return List.of();
        }
        List<UserIdentity> identities = new ArrayList<>();
        for (Map<String, String> entries : item.stringMaps(name)) {
            String issuer = entries.get(ISSUER);
            String issuerId = entries.get(ISSUER_ID);
            String subject = entries.get(SUBJECT);
            if (issuer == null || issuerId == null || subject == null) {
                throw item.corrupt(name);
            }
            identities.add(new UserIdentity(issuer, issuerId, subject));
        }
        return identities;
    }
}
