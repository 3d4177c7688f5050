package dev.tokenry.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TokenStore} promises of single tokens; {@link TokenStoreListContract} has what it promises of many. */
public abstract class TokenStoreContract {

    private TokenStore store;

    /** A store without anything in it. */
    protected abstract TokenStore store();

    @BeforeEach
    void take_a_fresh_store() {
        store = store();
    }

    @Test
    void a_token_with_every_field_is_found_as_it_was_inserted() {
        Token token = SampleTokens.full();

        assertThat(store.insert(token)).isTrue();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void a_token_without_any_optional_field_is_found_as_it_was_inserted() {
        Token token = SampleTokens.bare();

        assertThat(store.insert(token)).isTrue();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void times_are_kept_to_the_millisecond() {
        Token token = SampleTokens.of("anna", "apollo", NOW.plusNanos(999_999));
        store.insert(token.withSettings(expiring(token.settings(), NOW.plusNanos(1_000_001))));

        Token kept = store.find(token.id()).orElseThrow();
        assertThat(kept.origin().createdAt()).isEqualTo(NOW);
        assertThat(kept.settings().expiresAt()).isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void a_token_that_never_was_is_not_found() {
        assertThat(store.find(SampleTokens.newId())).isEmpty();
    }

    @Test
    void an_id_is_inserted_once() {
        Token token = SampleTokens.full();
        store.insert(token);

        assertThat(store.insert(token.withSettings(SampleTokens.bare().settings()))).isFalse();
        assertThat(store.insert(token)).isFalse();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void of_parallel_inserts_of_an_id_one_succeeds() {
        Token token = SampleTokens.full();

        assertThat(Parallel.run(16, () -> store.insert(token))).containsOnlyOnce(true);
    }

    @Test
    void a_replacement_changes_every_setting_and_both_secrets() {
        Token read = inserted(SampleTokens.bare());
        Token full = SampleTokens.full();

        Replacement answer = store.replace(read, read.withSettings(full.settings()).withSecrets(full.secrets()));

        Token expected = read.withSettings(full.settings()).withSecrets(full.secrets()).withVersion(read.version() + 1);
        assertThat(answer).isEqualTo(new Replacement.Done(expected));
        assertThat(store.find(read.id())).hasValue(expected);
    }

    @Test
    void a_replacement_takes_away_every_value_that_is_not_there_any_more() {
        Token read = inserted(SampleTokens.full());
        Token bare = SampleTokens.bare();

        Replacement answer = store.replace(read, read.withSettings(bare.settings()).withSecrets(bare.secrets()));

        Token expected = read.withSettings(bare.settings()).withSecrets(bare.secrets()).withVersion(read.version() + 1);
        assertThat(answer).isEqualTo(new Replacement.Done(expected));
        assertThat(store.find(read.id())).hasValue(expected);
    }

    @Test
    void a_replacement_touches_neither_origin_nor_last_use() {
        Token read = inserted(SampleTokens.full());
        Token next = new Token(
                read.id(),
                new TokenOrigin("eve", "eve", null, false, NOW.plusSeconds(1)),
                SampleTokens.renamed(read.settings(), "Renamed"),
                read.secrets(),
                new LastUse(NOW.plusSeconds(9), "192.0.2.1"),
                99);

        store.replace(read, next);

        Token kept = store.find(read.id()).orElseThrow();
        assertThat(kept).isEqualTo(read.withSettings(next.settings()).withVersion(read.version() + 1));
    }

    @Test
    void replacements_may_follow_on_what_the_one_before_answered() {
        Token first = inserted(SampleTokens.full());
        Token second = done(store.replace(first, renamed(first, "Second")));
        Token third = done(store.replace(second, renamed(second, "Third")));

        assertThat(third.settings().name()).isEqualTo("Third");
        assertThat(third.version()).isEqualTo(first.version() + 2);
        assertThat(store.find(first.id())).hasValue(third);
    }

    @Test
    void a_replacement_of_an_outdated_token_answers_the_present_one_and_changes_nothing() {
        Token read = inserted(SampleTokens.full());
        Token now = done(store.replace(read, renamed(read, "First")));

        assertThat(store.replace(read, renamed(read, "Second"))).isEqualTo(new Replacement.Outdated(now));
        assertThat(store.find(read.id())).hasValue(now);
    }

    @Test
    void a_token_that_is_not_there_cannot_be_replaced() {
        Token never = SampleTokens.full();
        Token deleted = inserted(SampleTokens.full());
        store.delete(deleted);

        assertThat(store.replace(never, renamed(never, "New"))).isEqualTo(new Replacement.Gone());
        assertThat(store.replace(deleted, renamed(deleted, "New"))).isEqualTo(new Replacement.Gone());
        assertThat(store.find(never.id())).isEmpty();
        assertThat(store.find(deleted.id())).isEmpty();
    }

    @Test
    void of_parallel_replacements_of_one_version_one_succeeds() {
        Token read = inserted(SampleTokens.full());

        List<Replacement> answers = Parallel.run(
                16,
                () -> store.replace(read, renamed(read, Thread.currentThread().getName())));

        Token kept = store.find(read.id()).orElseThrow();
        assertThat(kept.version()).isEqualTo(read.version() + 1);
        assertThat(answers).containsOnlyOnce(new Replacement.Done(kept)).hasSize(16);
        assertThat(answers).filteredOn(Replacement.Outdated.class::isInstance).hasSize(15);
    }

    @Test
    void a_deleted_token_is_not_found() {
        Token token = inserted(SampleTokens.full());

        assertThat(store.delete(token)).isEqualTo(new Replacement.Done(token));
        assertThat(store.find(token.id())).isEmpty();
    }

    @Test
    void a_token_is_deleted_once() {
        Token token = inserted(SampleTokens.full());
        store.delete(token);

        assertThat(store.delete(token)).isEqualTo(new Replacement.Gone());
        assertThat(store.delete(SampleTokens.full())).isEqualTo(new Replacement.Gone());
    }

    @Test
    void an_outdated_token_cannot_be_deleted() {
        Token read = inserted(SampleTokens.full());
        Token now = done(store.replace(read, renamed(read, "Renamed")));

        assertThat(store.delete(read)).isEqualTo(new Replacement.Outdated(now));
        assertThat(store.find(read.id())).hasValue(now);
    }

    @Test
    void the_id_of_a_deleted_token_is_never_used_again() {
        Token token = inserted(SampleTokens.full());
        store.delete(token);

        assertThat(store.insert(token)).isFalse();
        assertThat(store.find(token.id())).isEmpty();
    }

    @Test
    void of_parallel_deletes_and_replacements_of_one_version_one_succeeds() {
        Token read = inserted(SampleTokens.full());

        List<Replacement> answers = Parallel.run(
                16,
                () -> Thread.currentThread().threadId() % 2 == 0
                        ? store.delete(read)
                        : store.replace(read, renamed(read, "Renamed")));

        assertThat(answers).filteredOn(Replacement.Done.class::isInstance).hasSize(1);
    }

    private Token inserted(Token token) {
        assertThat(store.insert(token)).isTrue();
        return token;
    }

    private static Token done(Replacement answer) {
        assertThat(answer).isInstanceOf(Replacement.Done.class);
        return ((Replacement.Done) answer).token();
    }

    private static Token renamed(Token token, String name) {
        return token.withSettings(SampleTokens.renamed(token.settings(), name));
    }

    private static TokenSettings expiring(TokenSettings settings, Instant at) {
        return new TokenSettings(
                settings.name(),
                settings.description(),
                settings.enabled(),
                settings.scopes(),
                at,
                settings.modifiedAt());
    }
}
