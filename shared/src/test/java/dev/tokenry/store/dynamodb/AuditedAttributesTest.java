package dev.tokenry.store.dynamodb;

import static dev.tokenry.store.SampleTokens.NOW;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.audit.AuditChange;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.Language;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Project;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.SampleTokens;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each attribute of a record is a field of the events of its changes, or one of those that none contains: a new
 * attribute is one of both before this test passes.
 */
class AuditedAttributesTest {

    /** In every record: its key and form, and what the table needs of it. */
    private static final Set<String> NEVER = Set.of(
            "pk",
            "kind",
            "createdKey",
            "recordVersion",
            "lastChange",
            "nonce",
            "nonce1",
            "nonce2",
            "nonce3",
            "nonce4",
            "purgeAt",
            "deletedAt",
            "version");

    /**
     * A kind of record.
     *
     * @param fields the field of each attribute
     * @param never the attributes that no event of a change contains
     * @param first an item with all attributes
     * @param second an item in which all attributes with a field have other values
     * @param names the classes with the names of the attributes
     */
    private record Kind(
            String key,
            Map<String, String> fields,
            Set<String> never,
            ItemBuilder first,
            ItemBuilder second,
            List<Class<?>> names) {

        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Kind> kinds() {
        Token token = SampleTokens.full();
        Token first = token.withOrigin(origin(token, "Anna", "u1", "apollo", true))
                .withLifecycle(new TokenLifecycle(NOW, NOW, null))
                .withSecrets(
                        token.secrets().withRetired(new SecretDigests.RetiredDigest(SampleTokens.newDigest(1), NOW)))
                .withRejectedUses(new RejectedUses(
                        new RejectedUse(NOW, "192.0.2.1", "expired"), RetiredUse.next(null, NOW, "192.0.2.2")))
                .withSettings(token.settings().withScopes(aliased("read", "READ")));
        Token second = token.withOrigin(origin(token, "Bert", "u2", "web", false))
                .withSettings(token.settings()
                        .withName("Other")
                        .withDescription("Other")
                        .withEnabled(false)
                        .withScopes(aliased("write", "WRITE"))
                        .withExpiresAt(NOW.plus(Duration.ofDays(2)))
                        .withAllowedIps(new AllowedIps(
                                List.of(IpBlock.ofAddress("192.0.2.8").orElseThrow())))
                        .withModifiedAt(NOW.plusSeconds(9)))
                .withSecrets(new SecretDigests(
                        SampleTokens.newDigest(2),
                        new SecretDigests.PreviousDigest(SampleTokens.newDigest(1), NOW.plusSeconds(7200)),
                        NOW.plusSeconds(9)))
                .withLifecycle(new TokenLifecycle(NOW.plusSeconds(9), NOW.plusSeconds(9), "unused"));
        User anna = new User(
                        OwnerName.of("Anna"),
                        "1a",
                        "Anna",
                        "Berg",
                        true,
                        aliased("read", "READ"),
                        true,
                        List.of(new LedProject("apollo", "11")),
                        7)
                .withContact(new Contact(EmailAddress.parse("anna@example.com").orElseThrow(), Language.DUTCH))
                .withIdentities(List.of(new UserIdentity("people", "0033", "anna")))
                .withConfirmed(true);
        User other = new User(
                        OwnerName.of("ANNA"),
                        "1b",
                        "Anne",
                        "Born",
                        false,
                        aliased("write", "WRITE"),
                        false,
                        List.of(new LedProject("web", "22")),
                        8)
                .withContact(new Contact(EmailAddress.parse("anne@example.com").orElseThrow(), Language.RUSSIAN))
                .withIdentities(List.of(new UserIdentity("people", "0033", "anne")));
        OwnScope scope = new OwnScope(
                new Scope("shop.read"), "Reads", List.of("a1"), null, false, new Scope("shop.all"), false, 1);
        OwnScope otherScope =
                new OwnScope(new Scope("Shop.read"), "Other", List.of(), "b2", true, new Scope("shop.any"), false, 2);
        ApiRules rules =
                new ApiRules(List.of("GET /a anyOf(x.y)"), Duration.ZERO, true, false, List.of(new Scope("x.y")));
        ApiRules otherRules = new ApiRules(
                List.of("GET /b anyOf(x.z)"), Duration.ofSeconds(9), false, true, List.of(new Scope("x.z")));
        Trust trust = SampleTrusts.full("ci").withLastUsedAt(NOW);
        Trust otherTrust = otherTrust();
        return Stream.of(
                new Kind(
                        token.id().value(),
                        Map.ofEntries(
                                Map.entry("name", "name"),
                                Map.entry("description", "description"),
                                Map.entry("enabled", "enabled"),
                                Map.entry("scopes", "scopes"),
                                Map.entry("requestedScopes", "scopes"),
                                Map.entry("expiresAt", "expirationDate"),
                                Map.entry("allowedIps", "allowedIps"),
                                Map.entry("owner", "owner"),
                                Map.entry("ownerName", "owner"),
                                Map.entry("createdBy", "createdBy"),
                                Map.entry("project", "project"),
                                Map.entry("personal", "personalAccessToken"),
                                Map.entry("trust", "trust"),
                                Map.entry("subject", "subject"),
                                Map.entry("maxCreatedDays", "maxCreatedDays"),
                                Map.entry("unusedMarkedAt", "unusedMarkedDate"),
                                Map.entry("disabledReason", "disabledReason"),
                                Map.entry("regeneratedAt", "regeneratedDate"),
                                Map.entry("previousUntil", "previousSecretValidUntil")),
                        Set.of(
                                "userId",
                                "flags",
                                "modifiedAt",
                                "enabledAt",
                                "lastUsedAt",
                                "lastUsedIp",
                                "currentUsedAt",
                                "previousUsedAt",
                                "retiredDigest",
                                "retiredPepper",
                                "retiredAt",
                                "rejectedAt",
                                "rejectedIp",
                                "rejectedReason",
                                "retiredUsedAt",
                                "retiredFirstUsedAt",
                                "retiredUsedIp",
                                "retiredUses",
                                "scopeUse",
                                "scopeUseSince",
                                "digest",
                                "pepper",
                                "previousDigest",
                                "previousPepper",
                                "replacedBy",
                                "eventNotice",
                                "mailNotice",
                                "topicNotice"),
                        withMarks(TokenItem.fullItem(first, TestTable.RETENTION)),
                        TokenItem.fullItem(second, TestTable.RETENTION),
                        List.of(
                                TokenItem.class,
                                SecretAttributes.class,
                                RejectedUseAttributes.class,
                                ScopeUseAttributes.class)),
                new Kind(
                        UserItem.key(anna.name()),
                        Map.ofEntries(
                                Map.entry("name", "name"),
                                Map.entry("firstName", "firstName"),
                                Map.entry("lastName", "lastName"),
                                Map.entry("enabled", "enabled"),
                                Map.entry("scopes", "scopes"),
                                Map.entry("requestedScopes", "scopes"),
                                Map.entry("manageOwnTokens", "manageOwnTokens"),
                                Map.entry("leads", "leads"),
                                Map.entry("email", "email"),
                                Map.entry("language", "language"),
                                Map.entry("identities", "identities"),
                                Map.entry("confirmed", "confirmed")),
                        Set.of("userId"),
                        UserItem.fullItem(anna),
                        UserItem.fullItem(other),
                        List.of(UserItem.class)),
                new Kind(
                        ProjectItem.key("apollo"),
                        Map.of("displayName", "displayName"),
                        Set.of("projectId", "lastUploadAt"),
                        ProjectItem.fullItem(new Project("apollo", "11", "Apollo", NOW, 1)),
                        ProjectItem.fullItem(new Project("apollo", "22", "Other", NOW.plusSeconds(1), 2)),
                        List.of(ProjectItem.class)),
                new Kind(
                        ScopeItem.key("shop.read"),
                        Map.of(
                                "name", "name",
                                "description", "description",
                                "apis", "apis",
                                "formerApi", "api",
                                "deprecated", "deprecated",
                                "replacedBy", "replacedBy"),
                        // A deletion is an event of its own.
                        Set.of("deleted"),
                        ScopeItem.item(scope),
                        ScopeItem.item(otherScope),
                        List.of(ScopeItem.class)),
                new Kind(
                        ScopeTemplateItem.key("ci"),
                        Map.of("description", "description", "scopes", "scopes", "requestedScopes", "scopes"),
                        Set.of(),
                        ScopeTemplateItem.item(new ScopeTemplate("ci", "For CI", aliased("read", "READ"), 1)),
                        ScopeTemplateItem.item(new ScopeTemplate("ci", "Other", aliased("write", "WRITE"), 2)),
                        List.of(ScopeTemplateItem.class)),
                new Kind(
                        IssuerItem.key("people"),
                        Map.ofEntries(
                                Map.entry("issuerKind", "kind"),
                                Map.entry("issuer", "issuer"),
                                Map.entry("audiences", "audiences"),
                                Map.entry("uploadedKeys", "jwks"),
                                Map.entry("singleUse", "singleUse"),
                                Map.entry("maxAgeSeconds", "maxAgeSeconds"),
                                Map.entry("clientId", "clientId"),
                                Map.entry("redirectUris", "redirectUris"),
                                Map.entry("signInScope", "scope"),
                                Map.entry("linkClaim", "linkClaim"),
                                Map.entry("label", "label"),
                                Map.entry("enabled", "enabled")),
                        Set.of("issuerId", "seal", "pepper"),
                        IssuerItem.item(SampleIssuers.people("people"), IssuerItem.seal(TestSealer.SEALER)),
                        IssuerItem.item(SampleIssuers.cluster("people"), IssuerItem.seal(TestSealer.of(2, 2))),
                        List.of(IssuerItem.class, ItemSeal.class)),
                new Kind(
                        TrustItem.key("ci"),
                        Map.ofEntries(
                                Map.entry("issuerName", "issuer"),
                                Map.entry("conditions", "conditions"),
                                Map.entry("grant", "maxCreatedDays"),
                                Map.entry("trustProject", "project"),
                                Map.entry("trustOwner", "owner"),
                                Map.entry("trustOwnerName", "owner"),
                                Map.entry("scopes", "scopes"),
                                Map.entry("requestedScopes", "scopes"),
                                Map.entry("allowedIps", "allowedIps"),
                                Map.entry("lifetimeSeconds", "lifetimeSeconds"),
                                Map.entry("maxCreatedDays", "maxCreatedDays"),
                                Map.entry("description", "description"),
                                Map.entry("enabled", "enabled"),
                                Map.entry("expiresAt", "expirationDate"),
                                Map.entry("createdBy", "createdBy"),
                                Map.entry("createdAt", "creationDate")),
                        // What trusts are listed by repeats other attributes.
                        Set.of("trustId", "issuerId", "userId", "trust", "modifiedAt", "lastUsedAt", "seal", "pepper"),
                        TrustItem.newItem(trust, TrustItem.seal(TestSealer.SEALER)),
                        TrustItem.newItem(otherTrust, TrustItem.seal(TestSealer.of(2, 2))),
                        List.of(TrustItem.class, ItemSeal.class)),
                new Kind(
                        ApiRulesItem.key("a1"),
                        Map.of(
                                "rules", "rules",
                                "resultTtlSeconds", "authorizerResultTtlInSeconds",
                                "simpleResponses", "enableSimpleResponses",
                                "cachedPerSourceIp", "cachedPerSourceIp",
                                "scopes", "scopes"),
                        Set.of(),
                        ApiRulesItem.of(rules),
                        ApiRulesItem.of(otherRules),
                        List.of(ApiRulesItem.class)),
                new Kind(
                        "bootstrap#1",
                        Map.of("tokenId", "tokenId"),
                        Set.of(),
                        new ItemBuilder().string("tokenId", SampleTokens.newId().value()),
                        new ItemBuilder().string("tokenId", SampleTokens.newId().value()),
                        List.of(DynamoDeploymentStore.class)),
                new Kind(
                        "pepper#1",
                        Map.of(),
                        Set.of("check"),
                        new ItemBuilder().bytes("check", new byte[] {1}),
                        new ItemBuilder().bytes("check", new byte[] {2}),
                        List.of(DynamoPepperCheckValues.class)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void each_attribute_is_in_one_of_the_lists(Kind kind) throws IllegalAccessException {
        Set<String> attributes = new TreeSet<>(kind.first().item().keySet());
        attributes.addAll(kind.second().item().keySet());
        attributes.addAll(constants(kind));
        attributes.removeAll(NEVER);
        Set<String> listed = new TreeSet<>(kind.fields().keySet());
        listed.addAll(kind.never());

        assertThat(attributes).isEqualTo(listed);
        assertThat(kind.never()).noneMatch(kind.fields()::containsKey);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void change_of_each_attribute_is_a_change_of_its_field(Kind kind) {
        AuditEvent event = read(kind, complete(kind.key(), kind.first()), complete(kind.key(), kind.second()));

        assertThat(event.changes().stream().map(AuditChange::field).filter(field -> !field.equals("api")))
                .containsExactlyInAnyOrderElementsOf(kind.fields().values().stream()
                        .filter(field -> !field.equals("api"))
                        .collect(toCollection(TreeSet::new)));
    }

    /** Most combinations of old and new attributes are of no valid record: those are not compared. */
    @ParameterizedTest
    @MethodSource("kinds")
    void change_of_one_attribute_alone_changes_its_field_or_none(Kind kind) {
        Map<String, Attribute> before = complete(kind.key(), kind.first());
        Map<String, Attribute> other = complete(kind.key(), kind.second());
        for (String attribute : other.keySet()) {
            if (before.containsKey(attribute) && !NEVER.contains(attribute)) {
                Map<String, Attribute> after = new HashMap<>(before);
                after.put(attribute, other.get(attribute));
                find(kind, before, after)
                        .filter(event -> !event.isUnparsed())
                        .ifPresent(event -> assertThat(event.changes())
                                .as(attribute)
                                .extracting(AuditChange::field)
                                .isSubsetOf(
                                        kind.fields().containsKey(attribute)
                                                ? Set.of(kind.fields().get(attribute), "api", "disabledReason")
                                                : Set.of()));
            }
        }
    }

    @Test
    void secrets_are_in_no_list_of_fields() {
        assertThat(kinds().flatMap(kind -> kind.fields().keySet().stream()))
                .noneMatch(attribute -> attribute.matches("(?i).*(digest|pepper|check|nonce).*"));
    }

    private static AuditEvent read(Kind kind, Map<String, Attribute> before, Map<String, Attribute> after) {
        return find(kind, before, after).orElseThrow();
    }

    private static Optional<AuditEvent> find(Kind kind, Map<String, Attribute> before, Map<String, Attribute> after) {
        return new DynamoChangeReader("default")
                .read(Map.of(
                        "eventID",
                        "e1",
                        "dynamodb",
                        Map.of(
                                "Keys",
                                Map.of("pk", Map.of("S", kind.key())),
                                "OldImage",
                                TestStream.image(SdkItems.toSdk(before)),
                                "NewImage",
                                TestStream.image(SdkItems.toSdk(after)))));
    }

    private static Map<String, Attribute> complete(String key, ItemBuilder item) {
        item.string("pk", key)
                .string("nonce", item.toString())
                .lastChange(
                        new ChangeStamp(Operation.RESTORE, new IamActor("test", item.toString()), NOW.plusSeconds(10)));
        return Map.copyOf(item.item());
    }

    /** Returns the names of attributes that are constants of the classes which convert items. */
    private static Set<String> constants(Kind kind) throws IllegalAccessException {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : kind.names()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == String.class
                        && !field.getName().matches(".*_(KIND|PREFIX|FLAG)")) {
                    field.setAccessible(true);
                    names.add((String) field.get(null));
                }
            }
        }
        return names;
    }

    private static Trust otherTrust() {
        Trust people = SampleTrusts.forPeople("ci");
        return new Trust(
                people.name(),
                people.id(),
                people.issuerName(),
                people.issuerId(),
                people.conditions(),
                people.grant(),
                "Other",
                false,
                NOW,
                OwnerName.of("Other"),
                NOW.plusSeconds(9),
                NOW.plusSeconds(9),
                NOW.plusSeconds(9),
                9);
    }

    private static ItemBuilder withMarks(ItemBuilder item) {
        NoticeItem.MARKS.forEach(name -> item.map(name, Map.of()));
        return item;
    }

    private static TokenOrigin origin(Token token, String owner, String userId, String project, boolean personal) {
        return new TokenOrigin(
                OwnerName.of(owner),
                userId,
                OwnerName.of(owner),
                project,
                personal,
                personal,
                new ExchangeOrigin("trust-of-" + project, "subject-of-" + project, personal ? 30 : 90),
                token.origin().createdAt());
    }

    private static Scopes aliased(String scope, String alias) {
        return Scopes.ofRequest(Map.of(new Scope("shop." + scope), alias));
    }
}
