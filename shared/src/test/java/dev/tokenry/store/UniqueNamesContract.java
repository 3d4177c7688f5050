package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link TokenStore} that enforces unique names, in addition to {@link TokenStoreContract}. */
public abstract class UniqueNamesContract {

    private static final String NAME_OF_MAX_LENGTH = "🔑".repeat(100);

    /** Returns a store that enforces unique names: the same at each call, and empty before each test. */
    protected abstract TokenStore store();

    protected abstract TokenQueryStore queryStore();

    protected abstract IdempotencyStore idempotencyStore();

    @Test
    void names_are_unique_for_each_owner() {
        Token first = insert("anna", "ci");
        Token second = tokenNamed("anna", "ci");

        assertNameTaken(first, () -> store().insert(second, STAMP));
        assertThat(store().find(second.id())).isEmpty();
    }

    @Test
    void another_owner_may_use_the_name() {
        insert("anna", "ci");

        assertThat(store().insert(tokenNamed("bert", "ci"), STAMP)).isTrue();
    }

    @Test
    void names_and_owners_are_compared_in_any_case_and_composition() {
        Token first = insert("anna", "Caf\u00e9 stra\u00dfe");
        Token second = tokenNamed("Anna", "CAFE\u0301 STRASSE");

        assertNameTaken(first, () -> store().insert(second, STAMP));
        assertThat(store().find(second.id())).isEmpty();
        rename(first, "caf\u00e9 strasse");
        assertNameTaken(store().find(first.id()).orElseThrow(), () -> store().insert(second, STAMP));
    }

    @Test
    void other_names_are_available() {
        insert("anna", "ci");

        assertThat(store().insert(tokenNamed("anna", "ci "), STAMP)).isTrue();
        assertThat(store().insert(tokenNamed("anna", "ci#ci"), STAMP)).isTrue();
    }

    @Test
    void the_longest_name_fits() {
        Token first = insert("anna", NAME_OF_MAX_LENGTH);

        assertNameTaken(first, () -> store().insert(tokenNamed("anna", NAME_OF_MAX_LENGTH), STAMP));
    }

    @Test
    void a_token_cannot_take_the_name_of_another() {
        Token first = insert("anna", "ci");
        Token second = insert("anna", "cd");

        assertNameTaken(first, () -> store().replace(second, renamed(second, "ci"), STAMP));
        assertThat(store().find(second.id())).hasValue(second);
    }

    @Test
    void name_is_available_after_a_rename() {
        Token first = insert("anna", "ci");
        Token renamed = rename(first, "cd");

        assertThat(store().find(first.id())).hasValue(renamed);
        assertThat(store().insert(tokenNamed("anna", "ci"), STAMP)).isTrue();
        assertNameTaken(renamed, () -> store().insert(tokenNamed("anna", "cd"), STAMP));
    }

    @Test
    void token_can_be_renamed_back() {
        Token renamedBack = rename(rename(insert("anna", "ci"), "cd"), "ci");

        assertNameTaken(renamedBack, () -> store().insert(tokenNamed("anna", "ci"), STAMP));
        assertThat(store().insert(tokenNamed("anna", "cd"), STAMP)).isTrue();
    }

    @Test
    void name_is_available_after_a_delete() {
        Token first = insert("anna", "ci");
        assertThat(store().delete(first, STAMP)).isEqualTo(new WriteResult.Written<>(first));

        assertThat(store().insert(tokenNamed("anna", "ci"), STAMP)).isTrue();
        assertThat(store().delete(first, STAMP)).isEqualTo(new WriteResult.NotFound<>());
    }

    @Test
    void a_change_without_a_rename_keeps_the_name() {
        Token first = insert("anna", "ci");
        WriteResult<Token> result =
                store().replace(first, first.withSecrets(SampleTokens.full().secrets()), STAMP);

        assertThat(result).isInstanceOf(WriteResult.Written.class);
        assertNameTaken(first, () -> store().insert(tokenNamed("anna", "ci"), STAMP));
    }

    @Test
    void rename_or_delete_of_an_outdated_token_changes_nothing() {
        Token current = insert("anna", "ci");
        Token updated = rename(current, "cd");

        assertThat(store().replace(current, renamed(current, "x"), STAMP))
                .isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store().delete(current, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store().insert(tokenNamed("anna", "x"), STAMP)).isTrue();
        assertNameTaken(updated, () -> store().insert(tokenNamed("anna", "cd"), STAMP));
    }

    @Test
    void deleted_token_reserves_no_name() {
        Token deleted = insert("anna", "ci");
        store().delete(deleted, STAMP);

        assertThat(store().replace(deleted, renamed(deleted, "cd"), STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store().insert(tokenNamed("anna", "cd"), STAMP)).isTrue();
    }

    @Test
    void token_created_with_an_idempotency_key_has_a_unique_name() {
        Token first = tokenNamed("anna", "ci");
        assertThat(idempotencyStore().insert(first, recordOf("one", first), NOW, STAMP))
                .isEqualTo(new InsertResult.Inserted());

        Token second = tokenNamed("anna", "ci");
        assertNameTaken(first, () -> idempotencyStore().insert(second, recordOf("two", second), NOW, STAMP));
        assertThat(idempotencyStore().find(CALLER.value(), key("two"), NOW)).isEmpty();
        assertThat(store().find(second.id())).isEmpty();
    }

    @Test
    void used_key_is_reported_before_a_taken_name() {
        Token first = tokenNamed("anna", "ci");
        idempotencyStore().insert(first, recordOf("one", first), NOW, STAMP);

        Token second = tokenNamed("anna", "ci");
        assertThat(idempotencyStore().insert(second, recordOf("one", second), NOW, STAMP))
                .isEqualTo(new InsertResult.KeyInUse(recordOf("one", first)));
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_name_succeeds() {
        List<Boolean> results =
                ConcurrentCalls.run(16, () -> succeeds(() -> store().insert(tokenNamed("anna", "ci"), STAMP)));

        assertThat(results).containsOnlyOnce(true).hasSize(16);
        assertThat(all()).hasSize(1);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_renames_to_the_same_name_succeeds() {
        List<Token> tokens = IntStream.range(0, 16)
                .mapToObj(at -> insert("anna", "ci " + at))
                .toList();
        var remaining = tokens.iterator();
        List<Boolean> results = ConcurrentCalls.run(16, () -> {
            Token token;
            synchronized (remaining) {
                token = remaining.next();
            }
            return succeeds(() -> store().replace(token, renamed(token, "ci"), STAMP));
        });

        assertThat(results).containsOnlyOnce(true).hasSize(16);
        assertThat(all().stream().filter(it -> it.settings().name().equals("ci")))
                .hasSize(1);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void concurrent_writes_never_create_duplicate_names() {
        ConcurrentCalls.run(16, () -> {
            for (int i = 0; i < 3; i++) {
                succeeds(() -> {
                    Token token = tokenNamed("anna", "a");
                    store().insert(token, STAMP);
                    WriteResult<Token> renamed = store().replace(token, renamed(token, "b"), STAMP);
                    if (renamed instanceof WriteResult.Written(var updated)) {
                        store().replace(updated, renamed(updated, "a"), STAMP);
                    }
                });
                all().stream().findAny().ifPresent(token -> store().delete(token, STAMP));
            }
            return true;
        });

        List<String> names = all().stream().map(it -> it.settings().name()).collect(Collectors.toList());
        assertThat(names).doesNotHaveDuplicates();
    }

    private static final TokenId CALLER = SampleTokens.newId();

    private static IdempotencyKey key(String text) {
        return IdempotencyKey.parse(text, "{}").orElseThrow();
    }

    private static IdempotencyRecord recordOf(String key, Token token) {
        return new IdempotencyRecord(CALLER.value(), key(key), token.id(), NOW.plusSeconds(60));
    }

    private static boolean succeeds(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ApiException.NameAlreadyExistsException | ApiException.ConflictException e) {
            return false;
        }
    }

    private static void assertNameTaken(Token owner, Runnable write) {
        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(write::run)
                .withMessageContaining("\"" + owner.settings().name() + "\"")
                .withMessageContaining(owner.id().value());
    }

    private List<Token> all() {
        List<TokenSummary> summaries = queryStore().listSummaries(new TokenFilter.All(), null, 1_000);
        return queryStore().findAll(summaries.stream().map(TokenSummary::id).toList(), _ -> {});
    }

    private Token rename(Token token, String name) {
        WriteResult<Token> result = store().replace(token, renamed(token, name), STAMP);
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<Token>) result).value();
    }

    private Token insert(String owner, String name) {
        Token token = tokenNamed(owner, name);
        assertThat(store().insert(token, STAMP)).isTrue();
        return token;
    }

    private static Token tokenNamed(String owner, String name) {
        return renamed(SampleTokens.of(owner, "apollo", NOW), name);
    }

    private static Token renamed(Token token, String name) {
        return token.withSettings(SampleTokens.renamed(token.settings(), name));
    }
}
