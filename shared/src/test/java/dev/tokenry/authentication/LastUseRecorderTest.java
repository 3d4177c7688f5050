package dev.tokenry.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastUseRecorderTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    private record Write(TokenId id, LastUse lastUse, Duration interval) {}

    private final List<Write> writes = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    @Test
    void first_use_of_a_secret_is_recorded_even_if_the_token_was_used_just_before() {
        Token used = tokenLastUsedAt(NOW.minusMillis(1));
        Token regenerated = used.withSecrets(new SecretDigests(
                used.secrets().current(),
                new SecretDigests.PreviousDigest(
                        used.secrets().current(), NOW.plusSeconds(60), NOW.minusMillis(1), null),
                NOW.minusSeconds(1)));

        assertThat(recordUse(regenerated, "203.0.113.7", unusedRandom())).isTrue();
    }

    @Test
    void a_first_use_is_written() {
        Token token = tokenLastUsedAt(null);

        assertThat(recordUse(token, "203.0.113.7", unusedRandom())).isTrue();

        assertThat(writes)
                .containsExactly(new Write(token.id(), new LastUse(NOW, "203.0.113.7"), Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400_000, -1, 0, 1, 150_000, 300_000})
    void use_within_five_minutes_is_not_written(long age) {
        assertThat(recordUse(tokenLastUsedAt(NOW.minusMillis(age)), "203.0.113.7", unusedRandom()))
                .isFalse();

        assertThat(writes).isEmpty();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "300001, 0,     true",
        "300001, 1,     false",
        "330000, 29999, true",
        "330000, 30000, false",
        "360000, 59999, true",
        "360000, 60000, false",
        "360001, 60000, true",
    })
    void use_between_five_and_six_minutes_is_written_with_jitter(long age, long jitter, boolean due) {
        assertThat(recordUse(tokenLastUsedAt(NOW.minusMillis(age)), "203.0.113.7", fixedRandom(jitter)))
                .isEqualTo(due);

        assertThat(writes).hasSize(due ? 1 : 0);
        assertThat(writes).allSatisfy(write -> assertThat(write.interval()).hasMillis(300_000 + jitter));
    }

    @Test
    void jitter_spreads_the_writes_of_simultaneous_uses() {
        List<Token> tokens = IntStream.range(0, 1000)
                .mapToObj(at -> tokenLastUsedAt(NOW.minusMillis(330_000)))
                .toList();

        RandomGenerator random = new SplittableRandom(7);
        tokens.forEach(token -> recordUse(token, null, random));

        assertThat(writes).hasSizeBetween(400, 600);
    }

    @ParameterizedTest
    @ValueSource(longs = {360_001, 86_400_000, 1_000_000_000_000L})
    void after_six_minutes_a_use_is_written(long age) {
        recordUse(tokenLastUsedAt(NOW.minusMillis(age)), "203.0.113.7", new SplittableRandom(7));

        assertThat(writes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "::1"})
    void address_is_written_unchanged(String address) {
        recordUse(tokenLastUsedAt(null), address, unusedRandom());

        assertThat(writes).extracting(write -> write.lastUse().ipAddress()).containsExactly(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "test-invoke-source-ip", "203.0.113.7, 10.0.0.1", "<script>", "1", "[::1]"})
    void invalid_address_is_omitted(@Nullable String address) {
        recordUse(tokenLastUsedAt(null), address, unusedRandom());

        assertThat(writes).extracting(Write::lastUse).containsExactly(new LastUse(NOW, null));
    }

    @Test
    void use_that_the_store_does_not_write_is_not_reported_as_written() {
        LastUseRecorder recorder = new LastUseRecorder(new Store(_ -> false), () -> NOW, unusedRandom());

        assertThat(recorder.record(
                        tokenLastUsedAt(null), SecretGeneration.CURRENT, "203.0.113.7", List.of(), failures::add))
                .isFalse();
        assertThat(failures).isEmpty();
    }

    @Test
    void failure_is_reported_and_not_thrown() {
        ServiceUnavailableException unavailable = new ServiceUnavailableException("unavailable");
        LastUseRecorder recorder = new LastUseRecorder(failing(unavailable), () -> NOW, unusedRandom());

        assertThat(recorder.record(
                        tokenLastUsedAt(null), SecretGeneration.CURRENT, "203.0.113.7", List.of(), failures::add))
                .isFalse();

        assertThat(failures).containsExactly(unavailable);
    }

    @Test
    void other_failures_are_reported_and_not_thrown() {
        IllegalStateException clockFault = new IllegalStateException("no time");
        LastUseRecorder recorder = new LastUseRecorder(
                failing(clockFault),
                () -> {
                    throw clockFault;
                },
                unusedRandom());

        recorder.record(tokenLastUsedAt(null), SecretGeneration.CURRENT, "203.0.113.7", List.of(), failures::add);

        assertThat(failures).containsExactly(clockFault);
    }

    private boolean recordUse(Token token, @Nullable String address, RandomGenerator random) {
        return new LastUseRecorder(new Store(writes::add), () -> NOW, random)
                .record(token, SecretGeneration.CURRENT, address, List.of(), failures::add);
    }

    private static LastUseStore failing(RuntimeException failure) {
        return new Store(_ -> {
            throw failure;
        });
    }

    /** A store that has a function for the uses of secrets, and that no scope is used in. */
    private record Store(Predicate<Write> onWrite) implements LastUseStore {
        @Override
        public boolean replaceLastUse(Token token, SecretGeneration generation, LastUse lastUse, Duration interval) {
            LastUse withoutScopes = new LastUse(lastUse.at(), lastUse.ipAddress());
            assertThat(lastUse.scopeUse().days()).isEmpty();
            return onWrite.test(new Write(token.id(), withoutScopes, interval));
        }

        @Override
        public boolean addScopeUse(Token token, ScopeUse use) {
            throw new AssertionError("No scope was used");
        }
    }

    private static Token tokenLastUsedAt(@Nullable Instant at) {
        Token token = SampleTokens.bare();
        LastUse lastUse = at == null ? null : new LastUse(at, "192.0.2.1");
        SecretDigests secrets = new SecretDigests(token.secrets().current(), null, null, at);
        return new Token(token.id(), token.origin(), token.settings(), secrets, lastUse, token.version());
    }

    private static RandomGenerator unusedRandom() {
        return () -> {
            throw new AssertionError("The random generator must not be used");
        };
    }

    private static RandomGenerator fixedRandom(long value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return value;
            }

            @Override
            public long nextLong(long bound) {
                assertThat(bound).isEqualTo(60_001);
                return value;
            }
        };
    }
}
