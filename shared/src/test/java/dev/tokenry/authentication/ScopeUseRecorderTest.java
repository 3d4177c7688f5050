package dev.tokenry.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which uses of scopes are recorded, and in which write. */
class ScopeUseRecorderTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-18");
    private static final Instant NOON = Instant.parse("2026-03-18T12:00:00Z");
    private static final Scope READ = new Scope("orders.read0");
    private static final Scope WRITE = new Scope("orders.read1");

    /** A write of the store: with the use of a secret, or of scopes alone. */
    private record Write(boolean withSecret, ScopeUse scopes) {}

    private final List<Write> writes = new ArrayList<>();
    private Instant now = NOON;
    private RuntimeException failure;

    private final LastUseRecorder recorder = new LastUseRecorder(
            new LastUseStore() {
                @Override
                public boolean replaceLastUse(
                        Token token, SecretGeneration generation, LastUse lastUse, Duration interval) {
                    return write(true, lastUse.scopeUse());
                }

                @Override
                public boolean addScopeUse(Token token, ScopeUse use) {
                    return write(false, use);
                }
            },
            () -> now,
            RandomGenerator.of("L64X128MixRandom"));

    @Test
    void first_use_of_a_token_records_secret_and_scopes_in_one_write() {
        record(token(2, null), READ, WRITE);

        // A token that was never used has used no scope since its creation.
        assertThat(writes).containsExactly(new Write(true, use(CREATED, TODAY, READ, WRITE)));
    }

    @Test
    void a_scope_that_was_not_used_today_is_recorded_alone_while_the_use_of_the_secret_is_recent() {
        Token token = token(2, use(CREATED, TODAY, READ));

        record(token, READ);
        record(token, WRITE);
        record(token, READ, WRITE);

        assertThat(writes)
                .containsExactly(new Write(false, use(NOON, TODAY, WRITE)), new Write(false, use(NOON, TODAY, WRITE)));
    }

    @Test
    void use_without_scopes_writes_nothing_while_the_use_of_the_secret_is_recent() {
        record(token(2, use(CREATED, TODAY)));
        record(token(30, use(CREATED, TODAY)));

        assertThat(writes).isEmpty();
    }

    @Test
    void a_recorded_use_of_a_secret_contains_only_the_scopes_that_are_new_today() {
        record(usedAt(token(2, use(CREATED, TODAY, READ)), NOON.minusSeconds(400)), READ, WRITE);

        assertThat(writes).containsExactly(new Write(true, use(NOON, TODAY, WRITE)));
    }

    @Test
    void a_record_without_scopes_is_complete_from_now_on() {
        record(token(2, ScopeUse.UNKNOWN), READ);

        assertThat(writes).containsExactly(new Write(false, use(NOON, TODAY, READ)));
    }

    /** All tokens in use would cause a write at once. */
    @Test
    void after_midnight_scopes_of_the_day_before_wait_for_the_use_of_the_secret() {
        Token token = token(2, use(CREATED, TODAY.minusDays(1), READ));
        for (String time : List.of("00:00:00.000", "00:05:59.999")) {
            now = Instant.parse("2026-03-18T" + time + "Z");
            record(usedAt(token, now.minusSeconds(1)), READ);
            assertThat(writes).isEmpty();
        }
        record(usedAt(token, now.minusSeconds(1)), READ, WRITE);
        assertThat(writes).containsExactly(new Write(false, use(now, TODAY, WRITE)));
        writes.clear();

        record(usedAt(token, now.minusSeconds(400)), READ);
        assertThat(writes).containsExactly(new Write(true, use(now, TODAY, READ)));
        writes.clear();

        now = Instant.parse("2026-03-18T00:06:00Z");
        record(usedAt(token, now.minusSeconds(1)), READ);
        assertThat(writes).containsExactly(new Write(false, use(now, TODAY, READ)));
    }

    @Test
    void many_scopes_are_recorded_apart_once_a_day() {
        Token token = token(21, ScopeUse.UNKNOWN);

        record(usedAt(token, NOON.minusSeconds(400)), READ);
        record(token, READ);
        record(token, READ, WRITE);
        record(token(21, ScopeUse.UNKNOWN), READ);
        assertThat(writes)
                .containsExactly(
                        new Write(true, ScopeUse.UNKNOWN),
                        new Write(false, use(NOON, TODAY, READ)),
                        new Write(false, use(NOON, TODAY, WRITE)),
                        new Write(false, use(NOON, TODAY, READ)));
        writes.clear();

        now = NOON.plus(Duration.ofDays(1));
        record(usedAt(token, now), READ);
        assertThat(writes).containsExactly(new Write(false, use(now, TODAY.plusDays(1), READ)));
    }

    @Test
    void a_failed_write_is_repeated_at_the_next_use() {
        for (Token token : List.of(token(2, use(CREATED, TODAY)), token(21, ScopeUse.UNKNOWN))) {
            writes.clear();
            failure = new ServiceUnavailableException("unavailable");
            List<RuntimeException> failures = new ArrayList<>();
            assertThat(recorder.record(token, SecretGeneration.CURRENT, null, List.of(READ), failures::add))
                    .isFalse();
            assertThat(failures).containsExactly(failure);
            failure = null;

            record(token, READ);

            assertThat(writes).containsExactly(new Write(false, use(NOON, TODAY, READ)));
        }
    }

    @Test
    void what_an_environment_remembers_is_limited() {
        Token first = token(21, ScopeUse.UNKNOWN);
        record(first, READ);
        for (int i = 1; i < SeenScopes.MAX_SIZE; i++) {
            record(token(21, ScopeUse.UNKNOWN), READ);
        }
        writes.clear();
        record(first, READ);
        assertThat(writes).isEmpty();

        record(token(21, ScopeUse.UNKNOWN), READ);
        record(first, READ);
        assertThat(writes).hasSize(2);
    }

    private boolean write(boolean withSecret, ScopeUse scopes) {
        if (failure != null) {
            throw failure;
        }
        return writes.add(new Write(withSecret, scopes));
    }

    private void record(Token token, Scope... scopes) {
        recorder.record(token, SecretGeneration.CURRENT, "192.0.2.1", List.of(scopes), failure -> {
            throw failure;
        });
    }

    private static ScopeUse use(Instant since, LocalDate day, Scope... scopes) {
        return new ScopeUse(since, List.of(scopes).stream().collect(Collectors.toMap(scope -> scope, _ -> day)));
    }

    /** Returns a token that was used a moment ago, or never if the use of its scopes is null. */
    private Token token(int scopes, ScopeUse use) {
        Token token = Token.create(
                SampleTokens.newId(),
                new TokenOrigin("anna", "anna", null, false, CREATED),
                new TokenSettings(
                        "ci",
                        null,
                        true,
                        new Scopes(IntStream.range(0, scopes)
                                .mapToObj(number -> new Scope("orders.read" + number))
                                .toList()),
                        null,
                        null),
                SampleTokens.newDigest(1));
        return use == null ? token : withUse(token, now.minusSeconds(1), use);
    }

    private static Token usedAt(Token token, Instant time) {
        return withUse(token, time, token.lastUse().scopeUse());
    }

    private static Token withUse(Token token, Instant time, ScopeUse use) {
        return new Token(
                token.id(),
                token.origin(),
                token.settings(),
                new SecretDigests(token.secrets().current(), null, null, time),
                new LastUse(time, null, use),
                token.version());
    }
}
