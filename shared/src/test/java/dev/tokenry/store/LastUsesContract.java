package dev.tokenry.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LastUses} promises of the tokens in a store. */
public abstract class LastUsesContract {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final LastUse USE = new LastUse(LATER, "192.0.2.1");

    private TokenStore tokens;
    private LastUses lastUses;

    /** Where the tokens of the next test are. */
    protected abstract TokenStore tokens();

    /** The last uses of just these tokens. */
    protected abstract LastUses lastUses();

    @BeforeEach
    void take_both() {
        tokens = tokens();
        lastUses = lastUses();
    }

    @Test
    void a_first_use_is_kept_and_nothing_else_changes() {
        Token token = inserted(SampleTokens.bare());

        assertThat(lastUses.replaceLastUse(token.id(), USE, INTERVAL)).isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void a_use_after_an_old_one_is_kept_and_nothing_else_changes() {
        Token token = inserted(SampleTokens.full());

        assertThat(lastUses.replaceLastUse(token.id(), USE, INTERVAL)).isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void a_use_from_nowhere_takes_the_old_address_away() {
        Token token = inserted(SampleTokens.full());
        LastUse fromNowhere = new LastUse(LATER, null);

        assertThat(lastUses.replaceLastUse(token.id(), fromNowhere, INTERVAL)).isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, fromNowhere));
    }

    @Test
    void times_are_kept_to_the_millisecond() {
        Token token = inserted(SampleTokens.bare());

        lastUses.replaceLastUse(token.id(), new LastUse(LATER.plusNanos(999_999), "192.0.2.1"), INTERVAL);

        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void a_use_within_the_interval_changes_nothing() {
        Token token = inserted(with(SampleTokens.full(), USE));

        for (Duration after : List.of(Duration.ZERO, Duration.ofMillis(1), INTERVAL)) {
            assertThat(lastUses.replaceLastUse(token.id(), later(after), INTERVAL))
                    .isFalse();
        }
        assertThat(tokens.find(token.id())).hasValue(token);
        assertThat(lastUses.replaceLastUse(token.id(), later(INTERVAL.plusMillis(1)), INTERVAL))
                .isTrue();
    }

    @Test
    void time_never_runs_backwards() {
        Token token = inserted(with(SampleTokens.full(), USE));

        for (Duration before : List.of(Duration.ofMillis(1), INTERVAL, Duration.ofDays(400))) {
            assertThat(lastUses.replaceLastUse(token.id(), later(before.negated()), INTERVAL))
                    .isFalse();
        }
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void a_token_that_never_was_does_not_come_to_be() {
        Token never = SampleTokens.full();

        assertThat(lastUses.replaceLastUse(never.id(), USE, INTERVAL)).isFalse();
        assertThat(tokens.find(never.id())).isEmpty();
        assertThat(tokens.insert(never)).isTrue();
    }

    @Test
    void a_deleted_token_does_not_come_back() {
        Token token = inserted(SampleTokens.bare());
        tokens.delete(token);

        assertThat(lastUses.replaceLastUse(token.id(), USE, INTERVAL)).isFalse();
        assertThat(tokens.find(token.id())).isEmpty();
        assertThat(tokens.insert(token)).isFalse();
    }

    @Test
    void a_token_that_was_read_before_a_use_can_be_replaced_after_it() {
        Token read = inserted(SampleTokens.full());
        lastUses.replaceLastUse(read.id(), USE, INTERVAL);

        Replacement answer = tokens.replace(read, read.withSettings(SampleTokens.renamed(read.settings(), "Renamed")));

        Token expected = with(read, USE)
                .withSettings(SampleTokens.renamed(read.settings(), "Renamed"))
                .withVersion(read.version() + 1);
        assertThat(answer).isEqualTo(new Replacement.Done(expected));
        assertThat(tokens.find(read.id())).hasValue(expected);
    }

    @Test
    void a_token_that_was_read_before_a_use_can_be_deleted_after_it() {
        Token read = inserted(SampleTokens.full());
        lastUses.replaceLastUse(read.id(), USE, INTERVAL);

        assertThat(tokens.delete(read)).isInstanceOf(Replacement.Done.class);
        assertThat(tokens.find(read.id())).isEmpty();
    }

    @Test
    void of_parallel_uses_one_is_kept() {
        Token token = inserted(SampleTokens.full());

        assertThat(Parallel.run(16, () -> lastUses.replaceLastUse(token.id(), USE, INTERVAL)))
                .containsOnlyOnce(true)
                .hasSize(16);
        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void parallel_uses_and_replacements_and_a_delete_disturb_each_other_in_nothing() {
        Token read = inserted(SampleTokens.full());
        Token renamed = read.withSettings(SampleTokens.renamed(read.settings(), "Renamed"));

        AtomicInteger turn = new AtomicInteger();

        List<Boolean> done = Parallel.run(16, () -> switch (turn.getAndIncrement() % 3) {
            case 0 -> tokens.replace(read, renamed) instanceof Replacement.Done;
            case 1 -> tokens.delete(read) instanceof Replacement.Done;
            default -> {
                lastUses.replaceLastUse(read.id(), USE, INTERVAL);
                yield false;
            }
        });

        assertThat(done).containsOnlyOnce(true);
    }

    private static LastUse later(Duration after) {
        return new LastUse(LATER.plus(after), "2001:db8::1");
    }

    private static Token with(Token token, LastUse lastUse) {
        return new Token(token.id(), token.origin(), token.settings(), token.secrets(), lastUse, token.version());
    }

    private Token inserted(Token token) {
        assertThat(tokens.insert(token)).isTrue();
        return token;
    }
}
