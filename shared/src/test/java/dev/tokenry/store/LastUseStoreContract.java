package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link LastUseStore}. */
public abstract class LastUseStoreContract {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final LastUse USE = new LastUse(LATER, "192.0.2.1");

    private TokenStore tokens;
    private LastUseStore lastUses;

    /** Returns the store of the tokens, which is empty before each test. */
    protected abstract TokenStore tokens();

    /** Returns the last-use store over the same tokens. */
    protected abstract LastUseStore lastUses();

    @BeforeEach
    void create_stores() {
        tokens = tokens();
        lastUses = lastUses();
    }

    @Test
    void uses_of_the_two_secrets_are_recorded_separately() {
        Token token = insert(regenerated(SampleTokens.bare()));

        assertThat(lastUses.replaceLastUse(token, SecretGeneration.PREVIOUS, USE, INTERVAL))
                .isTrue();
        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isTrue();
        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isFalse();

        SecretDigests secrets = tokens.find(token.id()).orElseThrow().secrets();
        assertThat(secrets.lastUsedAt(SecretGeneration.CURRENT)).isEqualTo(USE.at());
        assertThat(secrets.lastUsedAt(SecretGeneration.PREVIOUS)).isEqualTo(USE.at());
    }

    @Test
    void use_is_not_recorded_for_a_secret_that_was_replaced_since_the_token_was_read() {
        Token read = insert(SampleTokens.bare());
        tokens.replace(read, regenerated(read), STAMP);

        assertThat(lastUses.replaceLastUse(read, SecretGeneration.CURRENT, USE, INTERVAL))
                .isFalse();
        assertThat(tokens.find(read.id()).orElseThrow().secrets().currentLastUsedAt())
                .isNull();
    }

    @Test
    void unused_secret_is_replaced_only_while_it_is_unused() {
        Token token = insert(regenerated(SampleTokens.bare()));
        Token read = tokens.find(token.id()).orElseThrow();
        SecretDigests secrets = read.secrets();
        Token updated = read.withSecrets(
                new SecretDigests(SampleTokens.newDigest(1), secrets.previous(), secrets.regeneratedAt()));
        lastUses.replaceLastUse(read, SecretGeneration.CURRENT, USE, INTERVAL);

        assertThat(tokens.replace(read, updated, STAMP))
                .isEqualTo(new WriteResult.VersionConflict<>(
                        tokens.find(token.id()).orElseThrow()));
        assertThat(tokens.find(token.id()).orElseThrow().secrets().current()).isEqualTo(secrets.current());
    }

    @Test
    void a_change_that_rests_on_disuse_is_made_only_if_the_token_was_not_used_since() {
        for (Token token : List.of(SampleTokens.full(), SampleTokens.bare())) {
            Token read = insert(token);
            Token marked = read.withLifecycle(read.lifecycle().markedUnusedAt(NOW));
            lastUses.replaceLastUse(read, SecretGeneration.CURRENT, USE, INTERVAL);

            assertThat(tokens.replace(read, marked, STAMP))
                    .isEqualTo(new WriteResult.VersionConflict<>(
                            tokens.find(read.id()).orElseThrow()));
            Token used = tokens.find(read.id()).orElseThrow();
            assertThat(used.lifecycle()).isEqualTo(read.lifecycle());

            assertThat(tokens.replace(used, used.withLifecycle(used.lifecycle().markedUnusedAt(NOW)), STAMP))
                    .isInstanceOf(WriteResult.Written.class);
            assertThat(tokens.find(read.id()).orElseThrow().lifecycle()).isEqualTo(marked.lifecycle());
        }
    }

    @Test
    void replacement_keeps_the_use_of_a_secret_that_stays() {
        Token read = insert(regenerated(SampleTokens.bare()));
        lastUses.replaceLastUse(read, SecretGeneration.CURRENT, USE, INTERVAL);
        tokens.replace(read, read.withSettings(SampleTokens.renamed(read.settings(), "Renamed")), STAMP);

        assertThat(tokens.find(read.id()).orElseThrow().secrets().currentLastUsedAt())
                .isEqualTo(USE.at());
    }

    private static Token regenerated(Token token) {
        Instant now = SampleTokens.NOW;
        return token.withSecrets(new SecretDigests(
                SampleTokens.newDigest(1),
                new SecretDigests.PreviousDigest(token.secrets().current(), now.plusSeconds(3600), null, "request"),
                now));
    }

    @Test
    void first_use_is_stored_and_nothing_else_changes() {
        Token token = insert(SampleTokens.bare());

        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void later_use_is_stored_and_nothing_else_changes() {
        Token token = insert(SampleTokens.full());

        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void use_without_address_removes_the_previous_address() {
        Token token = insert(SampleTokens.full());
        LastUse withoutAddress = new LastUse(LATER, null);

        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, withoutAddress, INTERVAL))
                .isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, withoutAddress));
    }

    @Test
    void times_have_millisecond_precision() {
        Token token = insert(SampleTokens.bare());

        lastUses.replaceLastUse(
                token, SecretGeneration.CURRENT, new LastUse(LATER.plusNanos(999_999), "192.0.2.1"), INTERVAL);

        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    void a_use_within_the_interval_changes_nothing() {
        Token token = insert(with(SampleTokens.full(), USE));

        for (Duration after : List.of(Duration.ZERO, Duration.ofMillis(1), INTERVAL)) {
            assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, useAt(after), INTERVAL))
                    .isFalse();
        }
        assertThat(tokens.find(token.id())).hasValue(token);
        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, useAt(INTERVAL.plusMillis(1)), INTERVAL))
                .isTrue();
    }

    @Test
    void earlier_use_does_not_replace_a_later_one() {
        Token token = insert(with(SampleTokens.full(), USE));

        for (Duration before : List.of(Duration.ofMillis(1), INTERVAL, Duration.ofDays(400))) {
            assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, useAt(before.negated()), INTERVAL))
                    .isFalse();
        }
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void missing_token_is_not_created() {
        Token absent = SampleTokens.full();

        assertThat(lastUses.replaceLastUse(absent, SecretGeneration.CURRENT, USE, INTERVAL))
                .isFalse();
        assertThat(tokens.find(absent.id())).isEmpty();
        assertThat(tokens.insert(absent, STAMP)).isTrue();
    }

    @Test
    void deleted_token_is_not_restored() {
        Token token = insert(SampleTokens.bare());
        tokens.delete(token, STAMP);

        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isFalse();
        assertThat(tokens.find(token.id())).isEmpty();
        assertThat(tokens.insert(token, STAMP)).isFalse();
    }

    @Test
    void last_use_does_not_prevent_a_replacement() {
        Token current = insert(SampleTokens.full());
        lastUses.replaceLastUse(current, SecretGeneration.CURRENT, USE, INTERVAL);

        WriteResult<Token> result = tokens.replace(
                current, current.withSettings(SampleTokens.renamed(current.settings(), "Renamed")), STAMP);

        Token expected = with(current, USE)
                .withSettings(SampleTokens.renamed(current.settings(), "Renamed"))
                .withVersion(current.version() + 1);
        assertThat(result).isEqualTo(new WriteResult.Written<>(expected));
        assertThat(tokens.find(current.id())).hasValue(expected);
    }

    @Test
    void last_use_does_not_prevent_a_delete() {
        Token current = insert(SampleTokens.full());
        lastUses.replaceLastUse(current, SecretGeneration.CURRENT, USE, INTERVAL);

        assertThat(tokens.delete(current, STAMP)).isInstanceOf(WriteResult.Written.class);
        assertThat(tokens.find(current.id())).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_uses_is_stored() {
        Token token = insert(SampleTokens.full());

        assertThat(ConcurrentCalls.run(
                        16, () -> lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL)))
                .containsOnlyOnce(true)
                .hasSize(16);
        assertThat(tokens.find(token.id())).hasValue(with(token, USE));
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void concurrent_uses_do_not_affect_replacements_and_deletes() {
        Token current = insert(SampleTokens.full());
        Token renamed = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));

        AtomicInteger calls = new AtomicInteger();

        List<Boolean> written = ConcurrentCalls.run(16, () -> switch (calls.getAndIncrement() % 3) {
            case 0 -> tokens.replace(current, renamed, STAMP) instanceof WriteResult.Written;
            case 1 -> tokens.delete(current, STAMP) instanceof WriteResult.Written;
            default -> {
                lastUses.replaceLastUse(current, SecretGeneration.CURRENT, USE, INTERVAL);
                yield false;
            }
        });

        assertThat(written).containsOnlyOnce(true);
    }

    private static LastUse useAt(Duration after) {
        return new LastUse(LATER.plus(after), "2001:db8::1");
    }

    private static Token with(Token token, LastUse lastUse) {
        SecretDigests secrets = token.secrets();
        return new Token(
                token.id(),
                token.origin(),
                token.settings(),
                new SecretDigests(secrets.current(), secrets.previous(), secrets.regeneratedAt(), lastUse.at()),
                token.lastUse() == null
                        ? lastUse
                        : lastUse.withScopeUse(token.lastUse().scopeUse()),
                token.version());
    }

    private Token insert(Token token) {
        assertThat(tokens.insert(token, STAMP)).isTrue();
        return token;
    }
}
