package dev.tokenry.functions.trusts;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsWriter;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.functions.http.StrictJson;
import dev.tokenry.time.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON representation of a trust. It omits fields without a value. */
final class TrustJson {

    private static final String CREATED_BY = "createdBy";
    private static final String CREATION_DATE = "creationDate";
    private static final String MODIFIED_DATE = "modifiedDate";
    private static final String LAST_USED_DATE = "lastUsedDate";

    static final String WARNINGS = "warnings";

    /** The fields that the service keeps. Clients may send them back. */
    static final Set<String> KEPT_BY_SERVICE =
            Set.of(CREATED_BY, CREATION_DATE, MODIFIED_DATE, LAST_USED_DATE, WARNINGS);

    private TrustJson() {}

    static Map<String, Object> of(Trust trust) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", trust.name());
        json.put("issuer", trust.issuerName());
        if (!trust.conditions().equals(Conditions.none())) {
            json.put(
                    "conditions",
                    StrictJson.parseValue(ConditionsWriter.write(trust.conditions()))
                            .orElseThrow());
        }
        putGrant(json, trust.grant());
        if (trust.description() != null) {
            json.put("description", trust.description());
        }
        json.put("enabled", trust.enabled());
        putDate(json, "expirationDate", trust.expiresAt());
        json.put(CREATED_BY, trust.createdBy().spelling());
        putDate(json, CREATION_DATE, trust.createdAt());
        putDate(json, MODIFIED_DATE, trust.modifiedAt());
        putDate(json, LAST_USED_DATE, trust.lastUsedAt());
        return json;
    }

    private static void putGrant(Map<String, Object> json, TrustGrant grant) {
        if (grant instanceof TrustGrant.ForJobs jobs) {
            json.put("project", jobs.project());
            json.put("owner", jobs.owner().spelling());
        }
        json.put("scopes", grant.scopes().requestedNames());
        if (grant.allowedIps().isRestricted()) {
            json.put("allowedIps", grant.allowedIps().format());
        }
        json.put("lifetimeSeconds", grant.lifetime().toSeconds());
        if (grant instanceof TrustGrant.ForPeople people) {
            json.put("maxCreatedDays", people.maxCreatedDays());
        }
    }

    private static void putDate(Map<String, Object> json, String name, @Nullable Instant date) {
        if (date != null) {
            json.put(name, Timestamps.format(date));
        }
    }

    /** Returns the fields of a trust in a list. */
    static Map<String, Object> row(TrustRow row) {
        return row.trust().map(TrustJson::of).orElseGet(() -> damaged(row.name()));
    }

    private static Map<String, Object> damaged(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("damaged", true);
        return json;
    }
}
