package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsesTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    private record Write(TokenId id, LastUse use, Duration interval) {}

    private final List<Write> writes = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    @Test
    void a_first_use_is_written() {
        Token token = lastUsed(null);

        note(token, "203.0.113.7", nothingRandom());

        assertThat(writes)
                .containsExactly(new Write(token.id(), new LastUse(NOW, "203.0.113.7"), Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400_000, -1, 0, 1, 150_000, 300_000})
    void for_five_minutes_a_use_costs_neither_a_write_nor_chance(long age) {
        note(lastUsed(NOW.minusMillis(age)), "203.0.113.7", nothingRandom());

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
    void then_chance_decides_for_a_minute(long age, long jitter, boolean due) {
        note(lastUsed(NOW.minusMillis(age)), "203.0.113.7", always(jitter));

        assertThat(writes).hasSize(due ? 1 : 0);
        assertThat(writes).allSatisfy(write -> assertThat(write.interval()).hasMillis(300_000 + jitter));
    }

    @Test
    void what_was_used_together_is_not_written_together() {
        List<Token> tokens = IntStream.range(0, 1000)
                .mapToObj(at -> lastUsed(NOW.minusMillis(330_000)))
                .toList();

        RandomGenerator random = new SplittableRandom(7);
        tokens.forEach(token -> note(token, null, random));

        assertThat(writes).hasSizeBetween(400, 600);
    }

    @ParameterizedTest
    @ValueSource(longs = {360_001, 86_400_000, 1_000_000_000_000L})
    void after_six_minutes_a_use_is_written(long age) {
        note(lastUsed(NOW.minusMillis(age)), "203.0.113.7", new SplittableRandom(7));

        assertThat(writes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "::1"})
    void an_address_is_written_as_it_is_told(String address) {
        note(lastUsed(null), address, nothingRandom());

        assertThat(writes).extracting(write -> write.use().ipAddress()).containsExactly(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "test-invoke-source-ip", "203.0.113.7, 10.0.0.1", "<script>", "1", "[::1]"})
    void what_is_no_address_is_not_written_and_the_use_is(@Nullable String address) {
        note(lastUsed(null), address, nothingRandom());

        assertThat(writes).extracting(Write::use).containsExactly(new LastUse(NOW, null));
    }

    @Test
    void a_failure_is_told_and_goes_no_further() {
        ServiceUnavailableException away = new ServiceUnavailableException("away");
        Uses uses = new Uses(failing(away), () -> NOW, nothingRandom());

        uses.note(lastUsed(null), "203.0.113.7", failures::add);

        assertThat(failures).containsExactly(away);
    }

    @Test
    void nothing_that_fails_beside_the_store_goes_further_either() {
        IllegalStateException noTime = new IllegalStateException("no time");
        Uses uses = new Uses(
                failing(noTime),
                () -> {
                    throw noTime;
                },
                nothingRandom());

        uses.note(lastUsed(null), "203.0.113.7", failures::add);

        assertThat(failures).containsExactly(noTime);
    }

    private void note(Token token, @Nullable String address, RandomGenerator random) {
        LastUseStore kept = (id, use, interval) -> writes.add(new Write(id, use, interval));
        new Uses(kept, () -> NOW, random).note(token, address, failures::add);
    }

    private static LastUseStore failing(RuntimeException failure) {
        return (id, use, interval) -> {
            throw failure;
        };
    }

    private static Token lastUsed(@Nullable Instant at) {
        Token token = SampleTokens.bare();
        LastUse lastUse = at == null ? null : new LastUse(at, "192.0.2.1");
        return new Token(token.id(), token.origin(), token.settings(), token.secrets(), lastUse, token.version());
    }

    private static RandomGenerator nothingRandom() {
        return () -> {
            throw new AssertionError("Chance is asked for nothing");
        };
    }

    private static RandomGenerator always(long value) {
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
