package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the use of scopes in every {@link LastUseStore}: in the record of a token, and apart from it. */
public abstract class ScopeUseStoreContract {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final LocalDate TODAY = ScopeUse.dayOf(NOW);

    /** Numbers of scopes of which the use is in the record, and apart. */
    private static final int FEW = 20;

    private static final int MANY = 21;

    private TokenStore tokens;
    private LastUseStore lastUses;
    private TokenQueryStore queries;

    protected abstract TokenStore tokens();

    protected abstract LastUseStore lastUses();

    protected abstract TokenQueryStore queries();

    @BeforeEach
    void create_stores() {
        tokens = tokens();
        lastUses = lastUses();
        queries = queries();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, FEW})
    void scopes_are_recorded_together_with_the_use_of_the_secret(int scopes) {
        Token token = insert(unused(scopes));
        LastUse use = new LastUse(NOW, "192.0.2.1", use(TODAY, 0));

        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, use, INTERVAL))
                .isTrue();
        assertThat(stored(token).lastUse()).isEqualTo(use);
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void a_day_replaces_an_earlier_day_only(int scopes) {
        Token token = insert(used(scopes));

        assertThat(add(token, use(TODAY, 0))).isTrue();
        assertThat(add(token, use(TODAY, 0))).isFalse();
        assertThat(add(token, use(TODAY.minusDays(1), 0))).isFalse();
        assertThat(known(token).days()).isEqualTo(use(TODAY, 0).days());

        assertThat(add(token, use(TODAY.plusDays(1), 0))).isTrue();
        assertThat(known(token).days()).isEqualTo(use(TODAY.plusDays(1), 0).days());
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void scopes_are_added_to_those_of_others(int scopes) {
        Token token = insert(used(scopes));

        assertThat(add(token, use(TODAY, 0, 1))).isTrue();
        assertThat(add(token, use(TODAY, 2))).isTrue();
        assertThat(add(token, use(TODAY, 1, 3))).isTrue();

        assertThat(known(token).days()).isEqualTo(use(TODAY, 0, 1, 2, 3).days());
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void the_start_of_the_record_stays(int scopes) {
        Token token = insert(used(scopes));
        add(token, use(TODAY, 0));

        add(token, new ScopeUse(NOW.plusSeconds(60), use(TODAY, 1).days()));

        assertThat(known(token).since()).isEqualTo(NOW);
    }

    @Test
    void a_use_of_no_scope_starts_the_record() {
        Token token = insert(unused(FEW));
        LastUse use = new LastUse(NOW, null, use(TODAY));

        lastUses.replaceLastUse(token, SecretGeneration.CURRENT, use, INTERVAL);

        assertThat(known(token)).isEqualTo(use(TODAY));
    }

    @Test
    void what_a_token_no_longer_has_is_removed() {
        Token token = insert(used(FEW));
        add(token, use(TODAY, 0, 1, 2));
        Token read = stored(token);
        tokens.replace(
                read, read.withSettings(withScopes(read.settings(), new Scopes(List.of(scope(0), scope(3))))), STAMP);

        add(token, use(TODAY, 3));

        assertThat(stored(token).lastUse().scopeUse().days())
                .isEqualTo(use(TODAY, 0, 3).days());
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void use_of_scopes_changes_no_version_and_no_use_of_a_secret(int scopes) {
        Token token = insert(used(scopes));

        add(token, use(TODAY, 0));

        assertThat(stored(token).withVersion(1)).isEqualTo(scopes == FEW ? withUse(token, use(TODAY, 0)) : token);
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void a_replacement_keeps_the_use_of_scopes(int scopes) {
        Token read = insert(used(scopes));
        add(read, use(TODAY, 0));

        tokens.replace(read, read.withSettings(SampleTokens.renamed(read.settings(), "Renamed")), STAMP);

        assertThat(known(read).days()).isEqualTo(use(TODAY, 0).days());
    }

    @Test
    void a_deleted_token_is_not_restored() {
        Token token = insert(used(FEW));
        tokens.delete(token, STAMP);

        assertThat(lastUses.addScopeUse(token, use(TODAY, 0))).isFalse();
        assertThat(tokens.find(token.id())).isEmpty();
        assertThat(tokens.insert(token, STAMP)).isFalse();
    }

    @Test
    void uses_of_several_tokens_are_found() {
        Token few = insert(used(FEW));
        Token many = insert(used(MANY));
        Token unused = insert(unused(FEW));
        add(few, use(TODAY, 0));
        add(many, use(TODAY, 20));

        Map<?, LastUse> found = queries.findScopeUses(List.of(
                TokenSummary.of(few), TokenSummary.of(many), TokenSummary.of(unused), TokenSummary.of(unused(FEW))));

        assertThat(found)
                .isEqualTo(Map.of(
                        few.id(), new LastUse(NOW, null, use(TODAY, 0)),
                        many.id(), new LastUse(NOW, null, use(TODAY, 20))));
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_uses_of_a_day_is_written(int scopes) {
        Token token = insert(used(scopes));
        Token read = stored(token);

        assertThat(ConcurrentCalls.run(16, () -> lastUses.addScopeUse(read, use(TODAY, 0))))
                .containsOnlyOnce(true)
                .hasSize(16);
        assertThat(known(token)).isEqualTo(use(TODAY, 0));
    }

    private boolean add(Token token, ScopeUse use) {
        return lastUses.addScopeUse(stored(token), use);
    }

    private ScopeUse known(Token token) {
        return queries.findScopeUse(stored(token));
    }

    private Token stored(Token token) {
        return tokens.find(token.id()).orElseThrow();
    }

    private Token insert(Token token) {
        assertThat(tokens.insert(token, STAMP)).isTrue();
        return token;
    }

    private static Scope scope(int number) {
        return new Scope("orders.read" + number);
    }

    private static Token unused(int scopes) {
        return Token.create(
                SampleTokens.newId(),
                new TokenOrigin("anna", "anna", null, false, NOW),
                new TokenSettings(
                        "ci",
                        null,
                        true,
                        new Scopes(IntStream.range(0, scopes)
                                .mapToObj(ScopeUseStoreContract::scope)
                                .toList()),
                        null,
                        null),
                SampleTokens.newDigest(1));
    }

    private static Token used(int scopes) {
        return withUse(unused(scopes), ScopeUse.UNKNOWN);
    }

    private static Token withUse(Token token, ScopeUse use) {
        return new Token(
                token.id(),
                token.origin(),
                token.settings(),
                token.secrets(),
                new LastUse(NOW, null, use),
                token.version());
    }

    private static ScopeUse use(LocalDate day, int... scopes) {
        Instant since = NOW;
        return new ScopeUse(
                since, IntStream.of(scopes).boxed().collect(Collectors.toMap(ScopeUseStoreContract::scope, _ -> day)));
    }

    private static TokenSettings withScopes(TokenSettings settings, Scopes scopes) {
        return new TokenSettings(
                settings.name(),
                settings.description(),
                settings.enabled(),
                scopes,
                settings.expiresAt(),
                settings.modifiedAt());
    }
}
