package dev.tokenry.local;

import dev.tokenry.emulator.oidc.Person;
import dev.tokenry.local.issuers.LocalIssuers;
import dev.tokenry.local.issuers.SamplePeople;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records with which the people of the local stack sign in to the console, each with a role of its own. */
final class SamplePeopleRecords {

    /** The trust with which the console exchanges codes. */
    private static final String TRUST = "console";

    private static final List<String> OF_MEMBER = List.of("apiTokens.read", "apiTokens.write", "snapshots.upload");
    private static final List<String> OF_LEAD = List.of(
            "apiTokens.read", "apiTokens.write", "projects.read", "snapshots.upload", "trusts.read", "trusts.write");
    private static final List<String> OF_ADMINISTRATOR = List.of(
            "TenantTokenManagement",
            "apiTokens.read",
            "apiTokens.write",
            "audit.read",
            "projects.read",
            "projects.write",
            "scopes.write",
            "snapshots.upload",
            "trusts.read",
            "trusts.write",
            "users.read",
            "users.write");

    private SamplePeopleRecords() {}

    /** Returns the bodies of the requests by their paths, in the order in which the records need each other. */
    static Map<String, Map<String, Object>> of(LocalIssuers issuers, boolean requireAllowedIps) {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        records.put("/v2/projects/" + SamplePeople.PROJECT, Map.of("displayName", "Alpha"));
        records.put(
                "/v2/issuers/" + LocalIssuers.PEOPLE,
                Map.of(
                        "kind",
                        "people",
                        "issuer",
                        issuers.url(LocalIssuers.PEOPLE),
                        "clientId",
                        LocalIssuers.CONSOLE_CLIENT_ID,
                        "redirectUris",
                        issuers.redirectUris(),
                        "label",
                        "Acme"));
        // The most that a person gets: those of them that its user has, too.
        Map<String, Object> trust = new LinkedHashMap<>();
        trust.put("issuer", LocalIssuers.PEOPLE);
        trust.put("scopes", OF_ADMINISTRATOR);
        if (requireAllowedIps) {
            trust.put("allowedIps", ExampleToken.LOCAL_ADDRESSES);
        }
        records.put("/v2/trusts/" + TRUST, trust);
        user(records, SamplePeople.ADMINISTRATOR, OF_ADMINISTRATOR, List.of());
        user(records, SamplePeople.PROJECT_LEAD, OF_LEAD, List.of(SamplePeople.PROJECT));
        user(records, SamplePeople.MEMBER, OF_MEMBER, List.of());
        return records;
    }

    private static void user(
            Map<String, Map<String, Object>> records, Person person, List<String> scopes, List<String> leads) {
        records.put(
                "/v2/users/" + person.claims().get(SamplePeople.USER_NAME),
                Map.of(
                        "firstName",
                        person.name(),
                        "scopes",
                        scopes,
                        "leads",
                        leads,
                        "identities",
                        List.of(Map.of("issuer", LocalIssuers.PEOPLE, "subject", person.subject()))));
    }
}
