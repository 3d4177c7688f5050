package dev.tokenry.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.audit.AuditAction;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditEventJson;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditedChange;
import dev.tokenry.audit.AuditedRecord;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.Leak;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Project;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The events of records of every kind conform to the published schema. */
class AuditEventsConformTest {

    private static final AuditEventSchema SCHEMA = AuditEventSchema.read();

    /** For each kind of record two different ones. */
    static Stream<List<AuditedRecord>> records() {
        Scope read = new Scope("orders.read");
        return Stream.of(
                List.of(
                        AuditedRecord.of(SampleTokens.full(), SampleTokens.NOW),
                        AuditedRecord.of(SampleTokens.bare(), SampleTokens.NOW)),
                List.of(AuditedRecord.of(SampleUsers.full("alice")), AuditedRecord.of(SampleUsers.bare("alice"))),
                List.of(
                        AuditedRecord.of(new Project("alpha", "0", "Alpha", SampleTokens.NOW, 2)),
                        AuditedRecord.of(new Project("alpha", "0", null, null, 1))),
                List.of(
                        AuditedRecord.of(new OwnScope(read, "Read orders", List.of("a1"), null, false, null, false, 1)),
                        AuditedRecord.of(
                                new OwnScope(read, "Read", List.of(), "a1", true, new Scope("orders.list"), false, 2))),
                List.of(
                        AuditedRecord.of(new ScopeTemplate(
                                "reader",
                                "Reads",
                                SampleTokens.full().settings().scopes(),
                                2)),
                        AuditedRecord.of(new ScopeTemplate(
                                "reader", null, SampleTokens.bare().settings().scopes(), 1))),
                List.of(
                        AuditedRecord.of(
                                "a1",
                                new ApiRules(
                                        List.of("GET /orders anyOf(orders.read)"),
                                        Duration.ofMinutes(5),
                                        true,
                                        true,
                                        List.of(read))),
                        AuditedRecord.of("a1", new ApiRules(List.of("GET / public"), Duration.ZERO, false))),
                List.of(
                        AuditedRecord.ofBootstrap(1, SampleTokens.newId()),
                        AuditedRecord.ofBootstrap(1, SampleTokens.newId())),
                List.of(AuditedRecord.ofPepper(2), AuditedRecord.ofPepper(2)));
    }

    static Stream<AuditedChange> changes() {
        Stream<AuditedChange> ofTokens = records().limit(1).map(List::getFirst).map(AuditedChange::purged);
        Stream<AuditedChange> ofAll = records()
                .flatMap(pair -> Stream.of(
                        AuditedChange.created(pair.getFirst()),
                        AuditedChange.created(pair.getLast()),
                        AuditedChange.updated(pair.getFirst(), pair.getLast()),
                        AuditedChange.updated(pair.getLast(), pair.getFirst()),
                        AuditedChange.updated(pair.getLast()),
                        AuditedChange.deleted(pair.getFirst()),
                        AuditedChange.deleted(pair.getFirst().target())));
        return Stream.concat(ofTokens, ofAll);
    }

    static Stream<AuditActor> actors() {
        return Stream.of(
                new AuditActor.Token(SampleTokens.newId().value(), "alice", "previous", "192.0.2.7", "curl/8.14.1"),
                new AuditActor.Token(SampleTokens.newId().value(), null, null, null, null),
                new AuditActor.Iam("tokenry-BootstrapFunction-1A2B3C"),
                new AuditActor.Possession(SampleTokens.newId().value(), "192.0.2.7", "curl/8.14.1"),
                new AuditActor.Possession(SampleTokens.newId().value(), null, null),
                new AuditActor.Exchange("gh", "ci-web", "repo:acme/web", "192.0.2.7", "curl/8.14.1"),
                new AuditActor.Exchange("gh", "ci-web", "s".repeat(1024), null, null),
                new AuditActor.Service("dynamodb.amazonaws.com"),
                new AuditActor.Unknown());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void event_of_a_change_conforms_to_the_schema(AuditedChange change) {
        AuditEvent event = event(change, new AuditActor.Unknown());

        assertThat(SCHEMA.violations(json(event))).isEmpty();
        assertThat(SCHEMA.violations(json(event.withoutValues()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("actors")
    void event_of_an_actor_conforms_to_the_schema(AuditActor actor) {
        assertThat(SCHEMA.violations(json(event(changes().findFirst().orElseThrow(), actor))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void event_of_a_leak_conforms_to_the_schema(SecretGeneration secret) {
        Token token = SampleTokens.full();
        AuditedChange change = AuditedChange.leaked(
                AuditedRecord.of(token, SampleTokens.NOW), AuditedRecord.of(token.revokedAsLeaked(), SampleTokens.NOW));
        AuditEvent event = event(change, new AuditActor.Possession(token.id().value(), null, null));

        for (String source : new String[] {null, "https://example.com/leak"}) {
            assertThat(SCHEMA.violations(json(event.withLeak(new Leak(secret, source)))))
                    .isEmpty();
        }
    }

    @Test
    void event_of_the_use_of_a_retired_secret_conforms_to_the_schema() {
        Token token = SampleTokens.full();
        AuditedChange change = new AuditedChange(
                AuditAction.RETIRED_SECRET_USED,
                AuditedRecord.of(token, SampleTokens.NOW).target(),
                List.of(),
                null);
        AuditEvent event = event(change, new AuditActor.Possession(token.id().value(), null, null));

        for (String address : new String[] {null, "192.0.2.7"}) {
            assertThat(SCHEMA.violations(
                            json(event.withRetiredSecretUse(RetiredUse.next(null, SampleTokens.NOW, address)))))
                    .isEmpty();
        }
    }

    @Test
    void event_of_a_record_that_cannot_be_read_conforms_to_the_schema() {
        AuditTarget target = AuditTarget.of(AuditTarget.Kind.RECORD, "user#alice");
        AuditEvent event =
                event(new AuditedChange(AuditAction.UNPARSED, target, List.of(), null), new AuditActor.Unknown(), "12");

        assertThat(SCHEMA.violations(json(event))).isEmpty();
    }

    @Test
    void every_field_of_a_record_is_documented() {
        assertThat(records().flatMap(List::stream))
                .allSatisfy(described -> assertThat(EventsDocument.read()
                                .fields()
                                .getOrDefault(described.target().kind().id(), Set.of()))
                        .containsAll(described.fields().keySet()));
    }

    private static AuditEvent event(AuditedChange change, AuditActor actor) {
        return event(change, actor, null);
    }

    private static AuditEvent event(AuditedChange change, AuditActor actor, String sequenceNumber) {
        return new AuditEvent(
                "c4ca4238a0b923820dcc509a6f75849b",
                SampleTokens.NOW,
                change.action(),
                Operation.CREATE_TOKEN.id(),
                actor,
                change.target(),
                change.changes(),
                "8b1a9953-c461-4129-8d55-0c5a1b8f2f6e",
                "default",
                change.version(),
                sequenceNumber);
    }

    private static JsonNode json(AuditEvent event) {
        return new JsonMapper().valueToTree(AuditEventJson.of(event));
    }
}
