package dev.tokenry.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryAuditEventStore;
import dev.tokenry.store.dynamodb.DynamoChangeReader;
import dev.tokenry.store.dynamodb.TestStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No token that was rejected at the freeze is accepted after the cut-over, whatever happened since the restore point.
 */
class ReplayPropertyIT {

    private static final int HISTORIES = Integer.getInteger("tokenry.restore.histories", 2);
    private static final int STEPS = 35;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REVOCATIONS = 5;

    /** Immediately after the cut-over and later, when an overlap or a token has expired. */
    private static final List<Duration> TIMES = List.of(Duration.ZERO, Duration.ofHours(3), Duration.ofHours(20));

    private static final List<ReplayPolicy> POLICIES = List.of(
            new ReplayPolicy(true, false, false),
            new ReplayPolicy(false, false, false),
            new ReplayPolicy(true, true, false));

    static LongStream seeds() {
        return LongStream.range(0, HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_rejected_token_is_accepted(long seed) {
        Comparison comparison = new Comparison(seed);
        for (ReplayPolicy policy : POLICIES) {
            Installation restored = comparison.restoredCopy();
            Replay replay = new Replay(comparison.source().source(), restored.stores(), policy, Instant.now());

            assertThat(replay.run().isIncomplete()).isFalse();

            assertThat(comparison.accessRights(restored).exceeding(comparison.atFreeze))
                    .as("accepted, seed %d, %s", seed, policy)
                    .isEmpty();
            assertThat(policy.copies() ? comparison.losses(restored) : List.of())
                    .as("rejected, seed %d, %s", seed, policy)
                    .isEmpty();
            String state = restored.dump();
            assertThat(replay.run().writes()).as("second run, seed %d", seed).isZero();
            assertThat(restored.dump()).isEqualTo(state);
            assertThat(comparison.verify(restored, policy))
                    .as("verification, seed %d, %s", seed, policy)
                    .isEmpty();
        }
    }

    /** The table in use is lost, and the events of its changes are not. */
    @ParameterizedTest
    @MethodSource("seeds")
    @RequiresBackend(Capability.STREAMS_OF_CHANGES)
    void no_rejected_token_is_accepted_after_a_replay_of_events(long seed) {
        Comparison comparison = new Comparison(seed);
        Installation restored = comparison.restoredCopy();
        ReplaySource source = comparison.events(restored);
        ReplayPolicy policy = new ReplayPolicy(false, false, false);
        Replay replay = new Replay(source, restored.stores(), policy, Instant.now());

        assertThat(replay.run().isIncomplete()).isFalse();

        assertThat(comparison.accessRights(restored).exceeding(comparison.atFreeze))
                .as("accepted, seed %d", seed)
                .isEmpty();
        String state = restored.dump();
        assertThat(replay.run().writes()).as("second run, seed %d", seed).isZero();
        assertThat(restored.dump()).isEqualTo(state);
        assertThat(new Verification(source, restored.stores(), policy, Set.of(1, 2), restored.now())
                        .verify()
                        .failures())
                .as("verification, seed %d", seed)
                .isEmpty();
    }

    /** The last replay, after the cut-over: functions used both tables in the meantime. */
    @ParameterizedTest
    @MethodSource("seeds")
    void a_replay_gives_nothing_to_a_table_in_use(long seed) {
        Comparison comparison = new Comparison(seed);
        Installation restored = comparison.restoredCopy();
        new Replay(comparison.source().source(), restored.stores(), POLICIES.getFirst(), Instant.now()).run();
        for (int i = 0; i < REVOCATIONS; i++) {
            comparison.history.revoke(comparison.source().stores());
            comparison.history.revoke(restored.stores());
        }
        AccessRights before = comparison.accessRights(restored);

        ReplayPolicy policy = new ReplayPolicy(true, false, true);
        new Replay(comparison.source().source(), restored.stores(), policy, Instant.now()).run();

        AccessRights after = comparison.accessRights(restored);
        assertThat(after.exceeding(before)).as("given, seed %d", seed).isEmpty();
        assertThat(after.accessExceeding(comparison.accessRights(comparison.source())))
                .as("not brought over, seed %d", seed)
                .isEmpty();
        assertThat(comparison.verify(restored, policy)).as("seed %d", seed).isEmpty();
    }

    @Test
    void without_a_replay_rejected_tokens_are_accepted_and_the_verification_fails() {
        Comparison comparison = new Comparison(0);
        Installation restored = comparison.restoredCopy();

        assertThat(comparison.accessRights(restored).exceeding(comparison.atFreeze))
                .isNotEmpty();
        assertThat(comparison.verify(restored, POLICIES.getFirst())).isNotEmpty();
    }

    /** What a token value may do. */
    private record Access(TokenOrigin origin, Scopes scopes, AllowedIps allowedIps) {

        static Optional<Access> of(PresentedToken token, Installation installation) {
            return installation
                    .authenticate(token)
                    .map(authenticated -> new Access(
                            authenticated.token().origin(),
                            authenticated.effectiveScopes(),
                            authenticated.token().settings().allowedIps()));
        }

        boolean includes(Access other) {
            return origin.equals(other.origin)
                    && scopes.containsAll(other.scopes.values())
                    && other.allowedIps.isWithin(allowedIps);
        }

        /** Returns the access that both permit; empty if they permit it from no common address. */
        Optional<Access> intersect(Access other) {
            return allowedIps
                    .intersect(other.allowedIps)
                    .map(common -> new Access(origin, scopes.intersect(other.scopes), common));
        }

        boolean sameAs(Access other) {
            return scopes.sameAs(other.scopes) && allowedIps.sameAs(other.allowedIps);
        }
    }

    /**
     * What an installation permits.
     *
     * @param access the access of token values now and later
     * @param permissions which owners may manage own tokens or lead projects, and the rules of APIs
     */
    private record AccessRights(Map<Duration, Map<PresentedToken, Access>> access, Set<String> permissions) {

        /** Returns what these rights have and the others do not. */
        List<String> exceeding(AccessRights limit) {
            return Stream.concat(
                            accessExceeding(limit),
                            permissions.stream().filter(permission -> !limit.permissions.contains(permission)))
                    .toList();
        }

        /**
         * Returns the ids of tokens that these rights accept and the others reject, or accept with fewer scopes or from
         * fewer addresses.
         */
        Stream<String> accessExceeding(AccessRights limit) {
            return access.entrySet().stream()
                    .flatMap(time -> time.getValue().entrySet().stream()
                            .filter(after -> {
                                Access before = limit.access.get(time.getKey()).get(after.getKey());
                                return before == null || !before.includes(after.getValue());
                            })
                            .map(after -> after.getKey().id().value()));
        }
    }

    /** A history, and the access of every token value at the restore point and at the freeze. */
    private static final class Comparison {

        private final RandomHistory history;
        private final Installation atRestorePoint;
        private final AccessRights atFreeze;
        private final Map<PresentedToken, Access> accessAtRestorePoint;
        private final InMemoryAuditEventStore events = new InMemoryAuditEventStore();

        Comparison(long seed) {
            history = new RandomHistory(seed);
            history.run(STEPS);
            atRestorePoint = history.installation().copy();
            try (TestStream stream = source().stream()) {
                history.run(STEPS);
                addEvents(stream.records());
            }
            atFreeze = accessRights(source());
            accessAtRestorePoint = access(restoredCopy(), Duration.ZERO);
        }

        /** The stamps of a history do not tell when its changes were made. */
        private void addEvents(List<Map<String, Object>> records) {
            ChangeReader reader = new DynamoChangeReader("test");
            for (int i = 0; i < records.size(); i++) {
                Instant time = Instant.EPOCH.plusMillis(i);
                reader.read(records.get(i))
                        .map(event -> OutgoingEvent.of(
                                at(time, event), json -> JSON.valueToTree(json).toString()))
                        .ifPresent(event -> events.take(List.of(event), () -> true));
            }
        }

        private static AuditEvent at(Instant time, AuditEvent event) {
            return new AuditEvent(
                    event.id(),
                    time,
                    event.action(),
                    event.operation(),
                    event.actor(),
                    event.target(),
                    event.changes(),
                    event.requestId(),
                    event.environment(),
                    event.version(),
                    event.sequenceNumber());
        }

        ReplaySource events(Installation restored) {
            return new EventSource(
                    "events", events, Instant.EPOCH, restored.stores().scan());
        }

        Installation source() {
            return history.installation();
        }

        /** Returns a copy of the table at the restore point, at the time of the freeze. */
        Installation restoredCopy() {
            Installation copy = atRestorePoint.copy();
            copy.advanceTo(source().now());
            return copy;
        }

        AccessRights accessRights(Installation installation) {
            return new AccessRights(
                    TIMES.stream().collect(Collectors.toMap(time -> time, time -> access(installation, time))),
                    RandomHistory.permissions(installation.stores()));
        }

        private Map<PresentedToken, Access> access(Installation installation, Duration later) {
            Instant now = installation.now();
            installation.advance(later);
            Map<PresentedToken, Access> access = new HashMap<>();
            history.issued()
                    .forEach(token -> Access.of(token, installation).ifPresent(each -> access.put(token, each)));
            installation.advanceTo(now);
            return access;
        }

        /**
         * Returns the tokens that were accepted at the restore point and at the freeze, and lost scopes or addresses of
         * both. A user that was created again in the meantime is disabled, and with it all tokens of its owner.
         */
        List<TokenId> losses(Installation restored) {
            Map<PresentedToken, Access> after = access(restored, Duration.ZERO);
            return accessAtRestorePoint.entrySet().stream()
                    .filter(token -> {
                        Access before = atFreeze.access().get(Duration.ZERO).get(token.getKey());
                        Access now = after.get(token.getKey());
                        return before != null
                                && token.getValue()
                                        .intersect(before)
                                        .filter(both -> now == null || !now.sameAs(both))
                                        .isPresent()
                                && !isDisabledAsCreatedAgain(before.origin().owner(), restored);
                    })
                    .map(token -> token.getKey().id())
                    .toList();
        }

        private boolean isDisabledAsCreatedAgain(OwnerName name, Installation restored) {
            Optional<User> newest = source().stores().users().find(name);
            Optional<User> replayed = restored.stores().users().find(name);
            return newest.isPresent()
                    && replayed.isPresent()
                    && !replayed.get().enabled()
                    && !replayed.get().id().equals(newest.get().id());
        }

        List<String> verify(Installation restored, ReplayPolicy policy) {
            return new Verification(source().source(), restored.stores(), policy, Set.of(1, 2), restored.now())
                    .verify()
                    .failures();
        }
    }
}
