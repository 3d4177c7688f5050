package dev.tokenry.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TokenStore} promises beside its own contract when names are unique. */
public abstract class UniqueNamesContract {

    private static final String LONGEST = "🔑".repeat(100);

    /** The same store at each call, nothing in it at first, in which names are unique. */
    protected abstract TokenStore store();

    protected abstract TokenCatalogue catalogue();

    protected abstract IdempotencyStore keys();

    @Test
    void an_owner_has_one_token_of_a_name() {
        Token first = inserted("anna", "ci");
        Token second = named("anna", "ci");

        assertTaken(first, () -> store().insert(second));
        assertThat(store().find(second.id())).isEmpty();
    }

    @Test
    void another_owner_may_use_the_name() {
        inserted("anna", "ci");

        assertThat(store().insert(named("bert", "ci"))).isTrue();
    }

    @Test
    void names_are_compared_as_they_are() {
        inserted("anna", "ci");

        assertThat(store().insert(named("anna", "CI"))).isTrue();
        assertThat(store().insert(named("anna", "ci "))).isTrue();
        assertThat(store().insert(named("anna", "ci#ci"))).isTrue();
    }

    @Test
    void the_longest_name_fits() {
        Token first = inserted("anna", LONGEST);

        assertTaken(first, () -> store().insert(named("anna", LONGEST)));
    }

    @Test
    void a_token_cannot_take_the_name_of_another() {
        Token first = inserted("anna", "ci");
        Token second = inserted("anna", "cd");

        assertTaken(first, () -> store().replace(second, renamed(second, "ci")));
        assertThat(store().find(second.id())).hasValue(second);
    }

    @Test
    void a_name_is_free_after_a_rename() {
        Token first = inserted("anna", "ci");
        Token moved = rename(first, "cd");

        assertThat(store().find(first.id())).hasValue(moved);
        assertThat(store().insert(named("anna", "ci"))).isTrue();
        assertTaken(moved, () -> store().insert(named("anna", "cd")));
    }

    @Test
    void a_token_may_go_back_to_its_name() {
        Token back = rename(rename(inserted("anna", "ci"), "cd"), "ci");

        assertTaken(back, () -> store().insert(named("anna", "ci")));
        assertThat(store().insert(named("anna", "cd"))).isTrue();
    }

    @Test
    void a_name_is_free_after_a_delete() {
        Token first = inserted("anna", "ci");
        assertThat(store().delete(first)).isEqualTo(new Replacement.Done(first));

        assertThat(store().insert(named("anna", "ci"))).isTrue();
        assertThat(store().delete(first)).isEqualTo(new Replacement.Gone());
    }

    @Test
    void a_change_without_a_rename_keeps_the_name() {
        Token first = inserted("anna", "ci");
        Replacement answer =
                store().replace(first, first.withSecrets(SampleTokens.full().secrets()));

        assertThat(answer).isInstanceOf(Replacement.Done.class);
        assertTaken(first, () -> store().insert(named("anna", "ci")));
    }

    @Test
    void a_rename_or_delete_that_comes_second_changes_nothing() {
        Token read = inserted("anna", "ci");
        Token now = rename(read, "cd");

        assertThat(store().replace(read, renamed(read, "x"))).isEqualTo(new Replacement.Outdated(now));
        assertThat(store().delete(read)).isEqualTo(new Replacement.Outdated(now));
        assertThat(store().insert(named("anna", "x"))).isTrue();
        assertTaken(now, () -> store().insert(named("anna", "cd")));
    }

    @Test
    void a_token_that_is_gone_takes_no_name() {
        Token gone = inserted("anna", "ci");
        store().delete(gone);

        assertThat(store().replace(gone, renamed(gone, "cd"))).isEqualTo(new Replacement.Gone());
        assertThat(store().insert(named("anna", "cd"))).isTrue();
    }

    @Test
    void a_token_made_with_a_key_has_its_name_alone_too() {
        Token first = named("anna", "ci");
        assertThat(keys().insert(first, claim("one", first), NOW)).isEqualTo(new Insertion.Done());

        Token second = named("anna", "ci");
        assertTaken(first, () -> keys().insert(second, claim("two", second), NOW));
        assertThat(keys().find(CALLER, key("two"))).isEmpty();
        assertThat(store().find(second.id())).isEmpty();
    }

    @Test
    void a_key_that_is_claimed_is_told_before_a_name_that_is_taken() {
        Token first = named("anna", "ci");
        keys().insert(first, claim("one", first), NOW);

        Token second = named("anna", "ci");
        assertThat(keys().insert(second, claim("one", second), NOW))
                .isEqualTo(new Insertion.Claimed(claim("one", first)));
    }

    @Test
    void of_parallel_inserts_of_one_name_one_succeeds() {
        List<Boolean> answers = Parallel.run(16, () -> succeeds(() -> store().insert(named("anna", "ci"))));

        assertThat(answers).containsOnlyOnce(true).hasSize(16);
        assertThat(all()).hasSize(1);
    }

    @Test
    void of_parallel_renames_to_one_name_one_succeeds() {
        List<Token> tokens = IntStream.range(0, 16)
                .mapToObj(at -> inserted("anna", "ci " + at))
                .toList();
        var next = tokens.iterator();
        List<Boolean> answers = Parallel.run(16, () -> {
            Token token;
            synchronized (next) {
                token = next.next();
            }
            return succeeds(() -> store().replace(token, renamed(token, "ci")));
        });

        assertThat(answers).containsOnlyOnce(true).hasSize(16);
        assertThat(all().stream().filter(it -> it.settings().name().equals("ci")))
                .hasSize(1);
    }

    @Test
    void whatever_happens_at_once_no_two_tokens_have_one_name() {
        Parallel.run(16, () -> {
            for (int i = 0; i < 3; i++) {
                succeeds(() -> {
                    Token token = named("anna", "a");
                    store().insert(token);
                    Replacement moved = store().replace(token, renamed(token, "b"));
                    if (moved instanceof Replacement.Done(var now)) {
                        store().replace(now, renamed(now, "a"));
                    }
                });
                all().stream().findAny().ifPresent(store()::delete);
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

    private static IdempotencyClaim claim(String key, Token token) {
        return new IdempotencyClaim(CALLER, key(key), token.id(), NOW.plusSeconds(60));
    }

    private static boolean succeeds(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ApiException.NameAlreadyExistsException | ApiException.ConflictException e) {
            return false;
        }
    }

    private static void assertTaken(Token holder, Runnable write) {
        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(write::run)
                .withMessageContaining("\"" + holder.settings().name() + "\"")
                .withMessageContaining(holder.id().value());
    }

    private List<Token> all() {
        List<TokenRow> rows = catalogue().rows(new TokenRange.All(), null, 1_000);
        return catalogue().tokens(rows.stream().map(TokenRow::id).toList());
    }

    private Token rename(Token token, String name) {
        Replacement answer = store().replace(token, renamed(token, name));
        assertThat(answer).isInstanceOf(Replacement.Done.class);
        return ((Replacement.Done) answer).token();
    }

    private Token inserted(String owner, String name) {
        Token token = named(owner, name);
        assertThat(store().insert(token)).isTrue();
        return token;
    }

    private static Token named(String owner, String name) {
        return renamed(SampleTokens.of(owner, "apollo", NOW), name);
    }

    private static Token renamed(Token token, String name) {
        return token.withSettings(SampleTokens.renamed(token.settings(), name));
    }
}
