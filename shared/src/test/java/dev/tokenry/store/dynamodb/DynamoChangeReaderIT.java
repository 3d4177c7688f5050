package dev.tokenry.store.dynamodb;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditEventJson;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.condition.ConditionsWriter;
import dev.tokenry.exchange.keys.FetchedKeySet;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Leak;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PossessionActor;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.ScopeChange;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The events that follow from the stream of a table after writes of the stores, and of others. */
@RequiresBackend
class DynamoChangeReaderIT {

    private static final DynamoChangeReader READER = new DynamoChangeReader("default");

    private final TestTable table = new TestTable();
    private final TestStream stream = new TestStream(table);
    private final DynamoStores stores = DynamoStores.reliable(table);
    private final Token token = SampleTokens.full();
    private int stamps;

    @AfterEach
    void close() {
        stores.close();
        stream.close();
    }

    @Test
    void event_says_who_did_what_when_and_to_what() {
        Principal principal = new Principal(
                SampleTokens.newId(), OwnerName.of("Carla"), null, Scopes.NONE, false, SecretGeneration.PREVIOUS, null);
        ChangeStamp stamp = new ChangeStamp(
                Operation.UPDATE_TOKEN,
                new TokenActor(principal, new RequestInfo("request-1", "192.0.2.1", "curl/8.5")),
                NOW.plusSeconds(5));
        table.store().insert(token, stamp());
        table.store()
                .replace(
                        token,
                        token.withSettings(SampleTokens.renamed(token.settings(), "Renamed")
                                .withScopes(Scopes.of(Scope.READ_TOKENS, Scope.READ_USERS, Scope.WRITE_USERS))),
                        stamp);

        Map<String, Object> event = AuditEventJson.of(events().getLast());
        assertThat(event)
                .containsEntry("schemaVersion", 1)
                .containsEntry("id", stream.records().getLast().get("eventID"))
                .containsEntry("time", "2026-11-22T10:15:35.123Z")
                .containsEntry("type", "Token Updated")
                .containsEntry("action", "token.updated")
                .containsEntry("operation", "updateToken")
                .containsEntry("requestId", "request-1")
                .containsEntry("environment", "default")
                .containsEntry("version", token.version() + 1)
                .containsEntry(
                        "actor",
                        Map.of(
                                "kind", "token",
                                "tokenId", principal.tokenId().value(),
                                "owner", "Carla",
                                "secret", "previous",
                                "sourceIp", "192.0.2.1",
                                "userAgent", "curl/8.5"))
                .containsEntry(
                        "target",
                        Map.of(
                                "kind", "token",
                                "id", token.id().value(),
                                "name", "Renamed",
                                "owner", "anna",
                                "project", "apollo"))
                .containsEntry(
                        "changes",
                        List.of(
                                Map.of("field", "name", "from", token.settings().name(), "to", "Renamed"),
                                Map.of(
                                        "field",
                                        "scopes",
                                        "added",
                                        List.of(Scope.WRITE_USERS.name()),
                                        "removed",
                                        List.of(Scope.WRITE_TOKENS.name()))));
    }

    @ParameterizedTest
    @EnumSource
    void revocation_says_which_secret_leaked_and_where_it_was_found(SecretGeneration secret) {
        Token updated = secret == SecretGeneration.CURRENT
                ? token.revokedAsLeaked()
                : token.withSecrets(token.secrets().endOverlap(NOW));
        table.store().insert(token, stamp());
        table.store()
                .replace(
                        token,
                        updated,
                        new ChangeStamp(
                                Operation.REVOKE_TOKENS,
                                new PossessionActor(token.id(), new RequestInfo("request-1", "192.0.2.1", "curl/8.5")),
                                NOW,
                                new Leak(secret, "https://example.com/leak")));

        Map<String, Object> event = AuditEventJson.of(events().getLast());
        assertThat(event)
                .containsEntry("type", "Token Leaked")
                .containsEntry("action", "token.leaked")
                .containsEntry("operation", "revokeTokens")
                .containsEntry("requestId", "request-1")
                .containsEntry("version", token.version() + 1)
                .containsEntry("leak", Map.of("secret", secret.id(), "source", "https://example.com/leak"))
                .containsEntry(
                        "actor",
                        Map.of(
                                "kind", "possession",
                                "tokenId", token.id().value(),
                                "sourceIp", "192.0.2.1",
                                "userAgent", "curl/8.5"));
        assertThat(fields(events().getLast()))
                .isEqualTo(
                        secret == SecretGeneration.CURRENT
                                ? List.of("enabled", "disabledReason")
                                : List.of("previousSecretValidUntil"));
    }

    @ParameterizedTest
    @EnumSource
    void revocation_without_a_source_says_which_secret_leaked(SecretGeneration secret) {
        table.store().insert(token, stamp());
        table.store()
                .replace(
                        token,
                        token.revokedAsLeaked(),
                        new ChangeStamp(
                                Operation.REVOKE_TOKENS,
                                new PossessionActor(token.id(), new RequestInfo("request-1", null, null)),
                                NOW,
                                new Leak(secret, null)));

        assertThat(AuditEventJson.of(events().getLast()))
                .containsEntry("type", "Token Leaked")
                .containsEntry("leak", Map.of("secret", secret.id()))
                .containsEntry(
                        "actor",
                        Map.of("kind", "possession", "tokenId", token.id().value()));
    }

    @Test
    void later_change_of_a_leaked_token_is_no_leak() {
        table.store().insert(token, stamp());
        Token leaked = replace(token, token.revokedAsLeaked());
        table.store().delete(leaked, stamp());

        assertThat(events())
                .extracting(event -> event.action().id())
                .containsExactly("token.created", "token.disabled", "token.deleted");
        assertThat(events()).extracting(AuditEvent::leak).containsOnlyNulls();
    }

    @Test
    void use_of_a_retired_secret_is_an_event_and_other_rejected_uses_are_none() {
        RejectedUseStore uses = stores.rejectedUses();
        table.store().insert(token, stamp());
        uses.replaceRejectedUse(token, new RejectedUse(NOW, "192.0.2.1", "disabled"), Duration.ofMinutes(5));
        RetiredUse first = RetiredUse.next(null, NOW.plusSeconds(600), "192.0.2.2");
        RetiredUse second = RetiredUse.next(first, NOW.plusSeconds(1_200), null);
        uses.replaceRetiredUse(token, first, Duration.ofMinutes(5));
        uses.replaceRetiredUse(token, second, Duration.ofMinutes(5));

        List<AuditEvent> events = events();
        assertThat(events)
                .extracting(event -> event.action().id(), AuditEvent::retiredSecretUse)
                .containsExactly(
                        tuple("token.created", null),
                        tuple("token.retiredSecretUsed", first),
                        tuple("token.retiredSecretUsed", second));
        assertThat(AuditEventJson.of(events.get(1)))
                .containsEntry("type", "Retired Secret Used")
                .containsEntry("time", "2026-11-22T10:25:30.123Z")
                .containsEntry("changes", List.of())
                .containsEntry(
                        "actor",
                        Map.of("kind", "possession", "tokenId", token.id().value(), "sourceIp", "192.0.2.2"))
                .containsEntry(
                        "retiredSecretUse",
                        Map.of(
                                "sourceIp", "192.0.2.2",
                                "firstAt", "2026-11-22T10:25:30.123Z",
                                "lastAt", "2026-11-22T10:25:30.123Z",
                                "count", 1L))
                .doesNotContainKeys("operation", "requestId", "version", "leak");
        assertThat(events.get(1).isByUnknown()).isFalse();
        assertThat(events.get(1).target().name()).isEqualTo(token.settings().name());
    }

    @Test
    void regeneration_that_forgets_the_use_of_a_retired_secret_is_no_use() {
        table.store().insert(token, stamp());
        stores.rejectedUses().replaceRetiredUse(token, RetiredUse.next(null, NOW, null), Duration.ofMinutes(5));
        Token used = table.store().find(token.id()).orElseThrow();
        replace(used, regenerated(used, 1).withRejectedUses(used.rejectedUses().withoutRetired()));

        assertThat(events().getLast().action().id()).isEqualTo("token.regenerated");
        assertThat(events().getLast().retiredSecretUse()).isNull();
    }

    @Test
    void changes_of_a_token_are_named_after_the_strongest() {
        table.store().insert(token, stamp());
        Token disabled = replace(token, token.withSettings(token.settings().withEnabled(false)));
        Token enabled = replace(
                disabled,
                disabled.withSettings(
                        SampleTokens.renamed(disabled.settings(), "Other").withEnabled(true)));
        Token regenerated = replace(enabled, regenerated(enabled, 1));
        table.store().delete(regenerated, stamp());

        assertThat(events())
                .extracting(event -> event.action().id(), AuditEvent::version)
                .containsExactly(
                        tuple("token.created", token.version()),
                        tuple("token.disabled", token.version() + 1),
                        tuple("token.enabled", token.version() + 2),
                        tuple("token.regenerated", token.version() + 3),
                        tuple("token.deleted", token.version() + 3));
        assertThat(fields(events().get(1))).containsExactly("enabled");
        assertThat(fields(events().get(2))).containsExactly("name", "enabled");
        assertThat(fields(events().get(3))).containsExactly("regeneratedDate", "previousSecretValidUntil");
    }

    @Test
    void creation_and_deletion_tell_all_fields_and_the_deletion_tells_the_last_use() {
        table.store().insert(token, stamp());
        table.store().delete(token, stamp());

        List<String> all = fields(events().getFirst());
        assertThat(all).contains("name", "owner", "scopes", "allowedIps", "expirationDate", "personalAccessToken");
        assertThat(all).doesNotContain("lastUsedDate", "lastUsedIpAddress");
        assertThat(fields(events().getLast()))
                .isEqualTo(Stream.concat(all.stream(), Stream.of("lastUsedDate", "lastUsedIpAddress"))
                        .toList());
        assertThat(AuditEventJson.of(events().getLast()).get("changes"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(
                        Map.of("field", "name", "from", token.settings().name()),
                        Map.of(
                                "field",
                                "lastUsedIpAddress",
                                "from",
                                Objects.requireNonNull(token.lastUse()).ipAddress()),
                        Map.of(
                                "field",
                                "scopes",
                                "removed",
                                token.settings().scopes().names()));
    }

    @Test
    void no_event_contains_a_digest_or_a_nonce() {
        table.store().insert(token, stamp());
        Token regenerated = replace(token, regenerated(token, 1));
        table.set(token.id(), "digest", table.item(token.id()).get("previousDigest"));
        table.store().delete(regenerated, stamp());

        String events = events().stream().map(AuditEventJson::of).toList().toString();
        for (Map<String, Object> record : stream.records()) {
            for (String image : List.of("OldImage", "NewImage")) {
                Map<?, ?> item = (Map<?, ?>) ((Map<?, ?>) record.get("dynamodb")).get(image);
                if (item != null) {
                    item.forEach((name, value) -> {
                        if (String.valueOf(name).matches("nonce\\d?|digest|previousDigest|replacedBy")) {
                            assertThat(events)
                                    .doesNotContain(((Map<?, ?>) value)
                                                    .values()
                                                    .iterator()
                                                    .next() + "");
                        }
                    });
                }
            }
        }
        assertThat(events().get(2).action().id()).isEqualTo("token.regenerated");
    }

    @Test
    void bookkeeping_is_no_event() {
        Token many = SampleTokens.full();
        many = many.withSettings(many.settings()
                .withScopes(new Scopes(IntStream.range(0, 100)
                        .mapToObj(i -> new Scope("shop.read" + i))
                        .toList())));
        Project project = new Project("apollo", "0011", null, null, 1);
        table.store().insert(token, stamp());
        table.store().insert(many, stamp());
        stores.projects().insert(project, false, stamp());
        int before = events().size();

        DynamoTable direct = new DynamoTable(table.client(), table.name(), new SecureRandom());
        LastUse use = new LastUse(
                NOW.plusSeconds(3600),
                "192.0.2.1",
                new ScopeUse(NOW, Map.of(Scope.READ_TOKENS, LocalDate.of(2026, 11, 22))));
        new DynamoLastUseStore(direct).replaceLastUse(token, SecretGeneration.CURRENT, use, Duration.ZERO);
        new DynamoLastUseStore(direct).addScopeUse(many, use.scopeUse());
        assertThat(stores.digests()
                        .replaceDigest(
                                token.id(),
                                SecretGeneration.CURRENT,
                                token.secrets().current(),
                                SampleTokens.newDigest(3)))
                .isTrue();
        stores.lastUploads().replaceLastUpload("apollo", NOW, Duration.ZERO);
        Token issued = SampleTokens.full();
        table.idempotencyStore(table.client(), true)
                .insert(
                        issued,
                        new IdempotencyRecord(
                                "caller", new IdempotencyKey("key", "hash"), issued.id(), NOW.plusSeconds(60)),
                        NOW,
                        stamp());

        assertThat(stream.records()).hasSizeGreaterThan(before + 6);
        assertThat(events().subList(before, events().size()))
                .extracting(
                        event -> event.action().id(), event -> event.target().id())
                .containsExactly(tuple("token.created", issued.id().value()));
    }

    @Test
    void item_that_is_changed_without_a_stamp_is_changed_by_an_unknown_actor() {
        table.store().insert(token, stamp());
        table.set(token.id(), "enabled", AttributeValue.fromBool(false));
        table.set(
                token.id(),
                "digest",
                AttributeValue.fromB(
                        SdkBytes.fromByteArray(SampleTokens.newDigest(1).toByteArray())));
        table.delete(token.id());

        assertThat(events().subList(1, 4))
                .allSatisfy(event -> assertThat(event.isByUnknown()).isTrue())
                .extracting(event -> event.action().id())
                .containsExactly("token.disabled", "token.regenerated", "token.deleted");
        assertThat(events().get(1).operation()).isNull();
        // The stream has whole seconds, and the clock of the test is in the past: no change precedes the one before it.
        assertThat(events()).extracting(AuditEvent::time).isSorted();
    }

    @Test
    void stamp_that_no_write_of_ours_makes_is_none() {
        table.store().insert(token, stamp());
        table.set(token.id(), "lastChange", AttributeValue.fromS("me"));
        table.set(token.id(), "lastChange", AttributeValue.fromM(Map.of("by", AttributeValue.fromS("root"))));
        table.remove(token.id(), "lastChange");

        assertThat(events().subList(1, 4))
                .allSatisfy(event -> assertThat(event.isByUnknown()).isTrue());
    }

    @Test
    void operation_that_writes_a_record_twice_is_known_both_times() {
        ChangeStamp stamp = stamp();
        Project project = new Project("apollo", "0011", null, null, 1);
        stores.projects().insert(project, false, stamp);
        stores.projects().delete(project, stamp);
        stores.projects().insert(new Project("apollo", "0022", "Apollo", null, 2), true, stamp);

        assertThat(events())
                .extracting(event -> event.action().id(), event -> event.actor().key())
                .containsExactly(
                        tuple("project.created", "iam#test"),
                        tuple("project.deleted", "iam#test"),
                        tuple("project.created", "iam#test"));
    }

    @Test
    void time_to_live_purges_a_token_and_no_tombstone() {
        Token other = SampleTokens.full();
        table.store().insert(token, stamp());
        table.store().insert(other, stamp());
        table.store().delete(other, stamp());
        table.delete(token.id());
        table.delete(other.id());

        List<Map<String, Object>> removals = stream.records().subList(3, 5);
        AuditEvent purged =
                READER.read(TestStream.byTimeToLive(removals.getFirst())).orElseThrow();
        assertThat(purged.action().type()).isEqualTo("Token Purged");
        assertThat(purged.actor()).isEqualTo(new AuditActor.Service("dynamodb.amazonaws.com"));
        assertThat(fields(purged)).contains("scopes");
        assertThat(READER.read(TestStream.byTimeToLive(removals.getLast()))).isEmpty();

        AuditEvent byHand = READER.read(removals.getLast()).orElseThrow();
        assertThat(byHand.action().type()).isEqualTo("Token Deleted");
        assertThat(byHand.isByUnknown()).isTrue();
    }

    @Test
    void record_that_cannot_be_read_is_an_event_and_those_after_it_are_read() {
        table.store().insert(token, stamp());
        table.set(token.id(), "version", AttributeValue.fromS("one"));
        table.set(token.id(), "name", AttributeValue.fromS("Other"));
        table.store().deleteDamaged(token.id(), stamp());

        List<AuditEvent> events = events();
        assertThat(events)
                .extracting(event -> event.action().id())
                .containsExactly("token.created", "record.unparsed", "record.unparsed", "token.deleted");
        assertThat(AuditEventJson.of(events.get(1)))
                .containsEntry("type", "Unparsed")
                .containsEntry(
                        "target", Map.of("kind", "record", "id", token.id().value()))
                .containsEntry("actor", Map.of("kind", "unknown"))
                .containsEntry("sequenceNumber", sequenceNumber(stream.records().get(1)));
        assertThat(events.get(3).target().id()).isEqualTo(token.id().value());
        assertThat(events.get(3).actor()).isEqualTo(new AuditActor.Iam("test"));
    }

    @Test
    void record_that_is_repaired_tells_all_that_it_is_now() {
        table.store().insert(token, stamp());
        AttributeValue version = table.item(token.id()).get("version");
        table.set(token.id(), "version", AttributeValue.fromS("one"));
        table.set(token.id(), "version", version);

        assertThat(events().getLast().action().id()).isEqualTo("token.updated");
        // The overlap is over at the time of the repair.
        assertThat(fields(events().getFirst()))
                .startsWith(fields(events().getLast()).toArray(String[]::new))
                .endsWith("previousSecretValidUntil");
    }

    @Test
    void record_of_an_unknown_kind_is_an_event() {
        table.load(List.of(Map.of("pk", AttributeValue.fromS("trust#github"))));

        assertThat(events()).extracting(AuditEvent::isUnparsed).containsExactly(true);
        assertThat(events().getFirst().target().id()).isEqualTo("trust#github");
    }

    static List<Map<?, ?>> damaged() {
        Map<String, Object> key = Map.of("pk", Map.of("S", "user#anna"));
        return List.of(
                Map.of(),
                Map.of("dynamodb", "text"),
                Map.of("eventID", 7, "dynamodb", Map.of("Keys", Map.of("pk", Map.of("N", "1")))),
                Map.of("dynamodb", Map.of("Keys", key)),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", List.of())),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", Map.of("pk", "user#anna"))),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", Map.of("pk", Map.of("S", 1)))),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", Map.of("pk", Map.of("X", "1")))),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", Map.of("pk", Map.of("B", "%")))),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", Map.of("pk", Map.of("S", "a", "N", "1")))),
                Map.of("dynamodb", Map.of("Keys", key, "NewImage", Map.of("pk", Map.of()))),
                Map.of("dynamodb", Map.of("Keys", key, "OldImage", Map.of("pk", Map.of("SS", List.of(1))))));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void nothing_fails(Map<?, ?> streamRecord) {
        assertThat(READER.read(streamRecord))
                .hasValueSatisfying(event -> assertThat(event.isUnparsed()).isTrue());
    }

    @Test
    void user_is_created_changed_deleted_and_created_again() {
        User user = SampleUsers.full("Anna");
        stores.users().insert(user, stamp());
        stores.users().replace(user, user.withEnabled(false), stamp());
        stores.users().delete(user.withVersion(user.version() + 1), stamp());
        stores.users().insert(SampleUsers.bare("anna"), stamp());

        assertThat(events())
                .extracting(
                        event -> event.action().type(), event -> event.target().key())
                .containsExactly(
                        tuple("User Created", "user#anna"),
                        tuple("User Disabled", "user#anna"),
                        tuple("User Deleted", "user#anna"),
                        tuple("User Created", "user#anna"));
        assertThat(events().getFirst().target().id()).isEqualTo("Anna");
    }

    @Test
    void deletion_of_what_is_deleted_is_no_event() {
        table.store().insert(token, stamp());
        table.store().delete(token, stamp());
        table.store().deleteDamaged(token.id(), stamp());

        assertThat(stream.records()).hasSize(3);
        assertThat(events()).hasSize(2);
    }

    @Test
    void changes_of_issuers_and_trusts_are_events() {
        Issuer issuer = SampleIssuers.github("gh");
        stores.issuers().insert(issuer, stamp());
        stores.issuers().replace(issuer, SampleIssuers.people("gh"), stamp());
        stores.issuers().delete(SampleIssuers.people("gh").withVersion(2), stamp());
        Trust trust = SampleTrusts.full("ci");
        Trust disabled = SampleTrusts.bare("ci", "web", "ci-bot", "gh");
        stores.trusts().insert(trust, stamp());
        stores.trusts().replace(trust, disabled, stamp());
        stores.trusts().replace(disabled.withVersion(4), trust, stamp());
        stores.trusts().recordUse(trust, NOW);
        stores.trusts().delete(trust.withVersion(5), stamp());

        List<AuditEvent> events = events();
        assertThat(events)
                .extracting(
                        event -> event.action().type(),
                        event -> event.target().key(),
                        event -> event.target().owner(),
                        event -> event.target().project())
                .containsExactly(
                        tuple("Issuer Created", "issuer#gh", null, null),
                        tuple("Issuer Updated", "issuer#gh", null, null),
                        tuple("Issuer Deleted", "issuer#gh", null, null),
                        tuple("Trust Created", "trust#ci", "CI-Bot", "web"),
                        tuple("Trust Disabled", "trust#ci", "ci-bot", "web"),
                        tuple("Trust Enabled", "trust#ci", "CI-Bot", "web"),
                        tuple("Trust Deleted", "trust#ci", "CI-Bot", "web"));
        assertThat(events).noneMatch(event -> event.actor() instanceof AuditActor.Unknown);
        assertThat(AuditEventJson.of(events.get(3)).get("changes"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(
                        Map.of("field", "conditions", "to", ConditionsWriter.write(SampleTrusts.CONDITIONS)),
                        Map.of("field", "scopes", "added", List.of("upload-alias", "metrics.read")),
                        Map.of("field", "project", "to", "web"),
                        Map.of("field", "owner", "to", "CI-Bot"),
                        Map.of("field", "lifetimeSeconds", "to", 1200L));
    }

    @Test
    void trust_that_was_edited_in_the_table_has_an_unknown_actor() {
        stores.trusts().insert(SampleTrusts.full("ci"), stamp());
        table.set("trust#ci", "lifetimeSeconds", AttributeValue.fromN("3600"));
        table.remove("trust#ci", "allowedIps");
        table.remove("trust#ci", "seal");
        table.set("trust#ci", "conditions", AttributeValue.fromS("[{}]"));

        assertThat(events().subList(1, 5))
                .extracting(event -> event.action().type(), AuditEvent::actor, DynamoChangeReaderIT::fields)
                .containsExactly(
                        tuple("Trust Updated", new AuditActor.Unknown(), List.of("lifetimeSeconds")),
                        tuple("Trust Updated", new AuditActor.Unknown(), List.of("allowedIps")),
                        tuple("Trust Updated", new AuditActor.Unknown(), List.of()),
                        tuple("Unparsed", new AuditActor.Unknown(), List.of()));
    }

    @Test
    @RequiresBackend(Capability.STREAMS_OF_CHANGES)
    void keys_of_issuers_are_no_events() {
        IssuerKeys.Published issuer = new IssuerKeys.Published("gh", "0011", "https://issuer.example", 1);
        stores.keySets().claimFetch(issuer, NOW, NOW.plusSeconds(60));
        stores.keySets().replaceKeys(issuer, new FetchedKeySet(TestKeys.keySet(), NOW));

        assertThat(stream.records()).hasSize(2);
        assertThat(events()).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.STREAMS_OF_CHANGES)
    void rules_scopes_templates_and_facts_of_the_deployment_are_events() {
        stores.rules().replace("a1b2", new ApiRules(List.of("GET /a anyOf(x.y)"), Duration.ZERO, true), stamp());
        stores.rules().replace("a1b2", new ApiRules(List.of("GET /b anyOf(x.y)"), Duration.ZERO, true), stamp());
        stores.rules().delete("a1b2", stamp());
        OwnScope scope = new OwnScope(new Scope("Shop.read"), "Reads").withVersion(OwnScope.FIRST_VERSION);
        stores.scopes().save(new ScopeChange(Optional.empty(), scope), stamp());
        stores.scopes().save(new ScopeChange(Optional.of(scope), scope.asDeleted()), stamp());
        stores.scopes()
                .save(
                        new ScopeChange(
                                Optional.of(scope.asDeleted().withVersion(2)), scope.declaredBy("a1b2", "Reads")),
                        stamp());
        ScopeTemplate template = new ScopeTemplate("ci", null, Scopes.of(Scope.READ_TOKENS), 1);
        stores.scopeTemplates().insert(template, stamp());
        stores.scopeTemplates()
                .replace(template, new ScopeTemplate("ci", "For CI", Scopes.of(Scope.READ_TOKENS), 1), stamp());
        stores.scopeTemplates().delete(template.withVersion(2), stamp());
        stores.deployments().insertPepperCheckValue(1, new byte[] {1, 2, 3}, stamp());
        stores.deployments().insertBootstrapToken(1, token.id(), stamp());

        assertThat(events())
                .extracting(
                        event -> event.action().type(), event -> event.target().key())
                .containsExactly(
                        tuple("Rules Created", "rules#a1b2"),
                        tuple("Rules Updated", "rules#a1b2"),
                        tuple("Rules Deleted", "rules#a1b2"),
                        tuple("Scope Created", "scope#shop.read"),
                        tuple("Scope Deleted", "scope#shop.read"),
                        tuple("Scope Created", "scope#shop.read"),
                        tuple("Scope Template Created", "scopeTemplate#ci"),
                        tuple("Scope Template Updated", "scopeTemplate#ci"),
                        tuple("Scope Template Deleted", "scopeTemplate#ci"),
                        tuple("Pepper Created", "pepper#1"),
                        tuple("Bootstrap Used", "bootstrap#1"));
        assertThat(AuditEventJson.of(events().get(1)).get("changes"))
                .isEqualTo(List.of(Map.of(
                        "field",
                        "rules",
                        "added",
                        List.of("GET /b anyOf(x.y)"),
                        "removed",
                        List.of("GET /a anyOf(x.y)"))));
    }

    private List<AuditEvent> events() {
        return stream.records().stream()
                .flatMap(record -> READER.read(record).stream())
                .toList();
    }

    private static List<String> fields(AuditEvent event) {
        return event.changes().stream().map(change -> change.field()).toList();
    }

    private static Object sequenceNumber(Map<String, Object> record) {
        return ((Map<?, ?>) record.get("dynamodb")).get("SequenceNumber");
    }

    private Token replace(Token current, Token updated) {
        table.store().replace(current, updated, stamp());
        return updated.withVersion(current.version() + 1);
    }

    private static Token regenerated(Token token, int pepperVersion) {
        Instant now = NOW.plusSeconds(60);
        return token.withSecrets(new SecretDigests(
                SampleTokens.newDigest(pepperVersion),
                new SecretDigests.PreviousDigest(token.secrets().current(), now.plusSeconds(3600)),
                now));
    }

    /** Returns the stamp of one more write, each a second later. */
    private ChangeStamp stamp() {
        return new ChangeStamp(
                Operation.UPDATE_TOKEN, new IamActor("test", "request-" + stamps), NOW.plusSeconds(stamps++));
    }
}
