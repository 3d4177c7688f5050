package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link TokenStore}. */
public abstract class TokenStoreContract {

    private TokenStore store;

    /** Returns an empty store. */
    protected abstract TokenStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void a_token_with_every_field_is_found_as_it_was_inserted() {
        Token token = SampleTokens.full();

        assertThat(store.insert(token, STAMP)).isTrue();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void a_token_without_any_optional_field_is_found_as_it_was_inserted() {
        Token token = SampleTokens.bare();

        assertThat(store.insert(token, STAMP)).isTrue();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void times_have_millisecond_precision() {
        Token token = SampleTokens.of("anna", "apollo", NOW.plusNanos(999_999));
        store.insert(token.withSettings(expiring(token.settings(), NOW.plusNanos(1_000_001))), STAMP);

        Token stored = store.find(token.id()).orElseThrow();
        assertThat(stored.origin().createdAt()).isEqualTo(NOW);
        assertThat(stored.settings().expiresAt()).isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void missing_token_is_not_found() {
        assertThat(store.find(SampleTokens.newId())).isEmpty();
    }

    @Test
    void an_id_is_inserted_once() {
        Token token = SampleTokens.full();
        store.insert(token, STAMP);

        assertThat(store.insert(token.withSettings(SampleTokens.bare().settings()), STAMP))
                .isFalse();
        assertThat(store.insert(token, STAMP)).isFalse();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_id_succeeds() {
        Token token = SampleTokens.full();

        assertThat(ConcurrentCalls.run(16, () -> store.insert(token, STAMP))).containsOnlyOnce(true);
    }

    @Test
    void a_replacement_changes_the_owner_and_keeps_the_rest_of_the_origin() {
        TokenOrigin origin =
                new TokenOrigin(OwnerName.of("anna"), "0011", OwnerName.of("admin"), "apollo", true, true, NOW);
        Token current = insert(SampleTokens.bare().withOrigin(origin));

        assertThat(store.find(current.id())).hasValue(current);
        for (String userId : new String[] {"0022", null}) {
            Token stored = store.find(current.id()).orElseThrow();
            TokenOrigin other = new TokenOrigin(
                    OwnerName.of("bert"), userId, OwnerName.of("bert"), null, false, false, NOW.plusSeconds(1));
            store.replace(stored, stored.withOrigin(other), STAMP);
            assertThat(store.find(current.id()).map(Token::origin))
                    .hasValue(origin.withOwner(OwnerName.of("bert"), userId));
        }
    }

    @Test
    void a_replacement_keeps_the_exchange_of_a_token() {
        Token current = insert(SampleTokens.exchanged("ci", "apollo", NOW));
        Token disabled = current.withSettings(current.settings().withEnabled(false));

        assertThat(store.find(current.id())).hasValue(current);
        assertThat(store.replace(current, disabled, STAMP))
                .isEqualTo(new WriteResult.Written<>(disabled.withVersion(current.version() + 1)));
        assertThat(store.find(current.id()).map(Token::origin)).hasValue(current.origin());
    }

    @Test
    void a_replacement_changes_every_setting_and_both_secrets() {
        Token current = insert(SampleTokens.bare());
        Token full = SampleTokens.full();

        WriteResult<Token> result =
                store.replace(current, current.withSettings(full.settings()).withSecrets(full.secrets()), STAMP);

        Token expected = current.withSettings(full.settings())
                .withSecrets(full.secrets())
                .withVersion(current.version() + 1);
        assertThat(result).isEqualTo(new WriteResult.Written<>(expected));
        assertThat(store.find(current.id())).hasValue(expected);
    }

    @Test
    void replacement_removes_absent_values() {
        Token current = insert(SampleTokens.full());
        Token bare = SampleTokens.bare();

        WriteResult<Token> result =
                store.replace(current, current.withSettings(bare.settings()).withSecrets(bare.secrets()), STAMP);

        Token expected = current.withSettings(bare.settings())
                .withSecrets(bare.secrets())
                .withVersion(current.version() + 1);
        assertThat(result).isEqualTo(new WriteResult.Written<>(expected));
        assertThat(store.find(current.id())).hasValue(expected);
    }

    @Test
    void replacement_changes_neither_the_rest_of_the_origin_nor_last_use() {
        Token current = insert(SampleTokens.full());
        Token replacement = new Token(
                current.id(),
                new TokenOrigin("anna", "eve", null, false, NOW.plusSeconds(1)),
                SampleTokens.renamed(current.settings(), "Renamed"),
                current.secrets(),
                new LastUse(NOW.plusSeconds(9), "192.0.2.1"),
                99);

        store.replace(current, replacement, STAMP);

        Token stored = store.find(current.id()).orElseThrow();
        assertThat(stored)
                .isEqualTo(current.withSettings(replacement.settings()).withVersion(current.version() + 1));
    }

    @Test
    void returned_token_can_be_replaced_again() {
        Token first = insert(SampleTokens.full());
        Token second = requireWritten(store.replace(first, renamed(first, "Second"), STAMP));
        Token third = requireWritten(store.replace(second, renamed(second, "Third"), STAMP));

        assertThat(third.settings().name()).isEqualTo("Third");
        assertThat(third.version()).isEqualTo(first.version() + 2);
        assertThat(store.find(first.id())).hasValue(third);
    }

    @Test
    void replacing_an_outdated_token_returns_the_current_one() {
        Token current = insert(SampleTokens.full());
        Token updated = requireWritten(store.replace(current, renamed(current, "First"), STAMP));

        assertThat(store.replace(current, renamed(current, "Second"), STAMP))
                .isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store.find(current.id())).hasValue(updated);
    }

    @Test
    void missing_token_cannot_be_replaced() {
        Token absent = SampleTokens.full();
        Token deleted = insert(SampleTokens.full());
        store.delete(deleted, STAMP);

        assertThat(store.replace(absent, renamed(absent, "New"), STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.replace(deleted, renamed(deleted, "New"), STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.find(absent.id())).isEmpty();
        assertThat(store.find(deleted.id())).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_replacements_succeeds() {
        Token current = insert(SampleTokens.full());

        List<WriteResult<Token>> results = ConcurrentCalls.run(
                16,
                () -> store.replace(
                        current, renamed(current, Thread.currentThread().getName()), STAMP));

        Token stored = store.find(current.id()).orElseThrow();
        assertThat(stored.version()).isEqualTo(current.version() + 1);
        assertThat(results).containsOnlyOnce(new WriteResult.Written<>(stored)).hasSize(16);
        assertThat(results)
                .filteredOn(WriteResult.VersionConflict.class::isInstance)
                .hasSize(15);
    }

    @Test
    void a_deleted_token_is_not_found() {
        Token token = insert(SampleTokens.full());

        assertThat(store.delete(token, STAMP)).isEqualTo(new WriteResult.Written<>(token));
        assertThat(store.find(token.id())).isEmpty();
    }

    @Test
    void a_token_is_deleted_once() {
        Token token = insert(SampleTokens.full());
        store.delete(token, STAMP);

        assertThat(store.delete(token, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.delete(SampleTokens.full(), STAMP)).isEqualTo(new WriteResult.NotFound<>());
    }

    @Test
    void an_outdated_token_cannot_be_deleted() {
        Token current = insert(SampleTokens.full());
        Token updated = requireWritten(store.replace(current, renamed(current, "Renamed"), STAMP));

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store.find(current.id())).hasValue(updated);
    }

    @Test
    void the_id_of_a_deleted_token_is_never_used_again() {
        Token token = insert(SampleTokens.full());
        store.delete(token, STAMP);

        assertThat(store.insert(token, STAMP)).isFalse();
        assertThat(store.find(token.id())).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_deletes_and_replacements_succeeds() {
        Token current = insert(SampleTokens.full());

        List<WriteResult<Token>> results = ConcurrentCalls.run(
                16,
                () -> Thread.currentThread().threadId() % 2 == 0
                        ? store.delete(current, STAMP)
                        : store.replace(current, renamed(current, "Renamed"), STAMP));

        assertThat(results).filteredOn(WriteResult.Written.class::isInstance).hasSize(1);
    }

    private Token insert(Token token) {
        assertThat(store.insert(token, STAMP)).isTrue();
        return token;
    }

    private static Token requireWritten(WriteResult<Token> result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<Token>) result).value();
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
                settings.allowedIps(),
                settings.modifiedAt());
    }
}
