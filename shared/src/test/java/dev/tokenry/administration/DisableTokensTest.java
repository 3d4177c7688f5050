package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.DisableTokens.Cause;
import dev.tokenry.administration.DisableTokens.Command;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.FaultyTokenStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DisableTokensTest {

    private static final IamActor ACTOR = new IamActor("maintenance", "request");
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofDays(90);
    private static final Instant DUE = CREATED.plus(PERIOD);
    private static final Limits UNUSED_90_DAYS = new Limits(null, null, false, null, false, PERIOD);
    private static final Limits EXPIRING = new Limits(Duration.ofDays(30), null, true, null, false, null);

    private final InMemoryTokenStore store = new InMemoryTokenStore();
    private Instant now = DUE;
    private boolean frozen;

    @Test
    void an_unused_token_is_marked_and_disabled_after_seven_days() {
        Token token = put(token());

        now = DUE.minusMillis(1);
        assertThat(run()).isEmpty();
        now = DUE;
        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));
        assertThat(run()).isEqualTo(Map.of("waiting", Set.of(token.id())));
        now = DUE.plus(DisableTokens.GRACE).minusMillis(1);
        assertThat(run()).isEqualTo(Map.of("waiting", Set.of(token.id())));
        assertThat(get(token).settings().enabled()).isTrue();

        now = DUE.plus(DisableTokens.GRACE);
        assertThat(run()).isEqualTo(Map.of("disabled", Set.of(token.id())));
        assertThat(get(token).settings()).isEqualTo(token.settings().withEnabled(false));
        assertThat(get(token).disabledReason()).isEqualTo("unused");
        assertThat(run()).isEmpty();
    }

    /** The grace is counted from the mark: no owner was told before. */
    @Test
    void a_run_that_is_late_gives_the_same_grace() {
        Token token = put(token());
        now = DUE.plus(Duration.ofDays(400));

        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));
        now = now.plus(DisableTokens.GRACE).minusMillis(1);
        assertThat(run()).isEqualTo(Map.of("waiting", Set.of(token.id())));
        now = now.plus(Duration.ofDays(14));
        assertThat(run()).isEqualTo(Map.of("disabled", Set.of(token.id())));
    }

    /** The limit was switched off and on again, or was raised: a mark from before is no notice any more. */
    @Test
    void a_mark_that_was_not_acted_on_is_renewed_with_the_whole_grace() {
        Token token = put(token());
        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));

        now = DUE.plus(DisableTokens.MAX_MARK_AGE).plusMillis(1);
        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));
        assertThat(get(token).lifecycle().unusedMarkedAt()).isEqualTo(now);
        now = now.plus(DisableTokens.GRACE).minusMillis(1);
        assertThat(run()).isEqualTo(Map.of("waiting", Set.of(token.id())));
        assertThat(get(token).settings().enabled()).isTrue();
        now = now.plusMillis(1);
        assertThat(run()).isEqualTo(Map.of("disabled", Set.of(token.id())));
    }

    @Test
    void a_mark_is_acted_on_after_two_weeks_without_a_run() {
        Token token = put(token());
        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));

        now = DUE.plus(DisableTokens.MAX_MARK_AGE);
        assertThat(run()).isEqualTo(Map.of("disabled", Set.of(token.id())));
    }

    static Stream<Named<Token>> activeLately() {
        Instant recently = DUE.minusMillis(1);
        Token token = token();
        return Stream.of(
                Named.of("used", with(token, new LastUse(recently, null))),
                Named.of("modified", token.withSettings(token.settings().withModifiedAt(recently))),
                Named.of("enabled", token.withLifecycle(TokenLifecycle.enabledAt(recently))),
                Named.of(
                        "regenerated",
                        token.withSecrets(new SecretDigests(token.secrets().current(), null, recently))));
    }

    @ParameterizedTest
    @MethodSource("activeLately")
    void the_period_begins_with_the_last_activity(Token token) {
        put(token);

        assertThat(run()).isEmpty();
        now = DUE.minusMillis(1).plus(PERIOD);
        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));
    }

    /** What happens after the mark counts too, whatever it is. */
    @ParameterizedTest
    @MethodSource("activeLately")
    void a_mark_before_the_last_activity_says_nothing(Token token) {
        Instant early = CREATED.plus(Duration.ofDays(1));
        put(token.withLifecycle(new TokenLifecycle(token.lifecycle().enabledAt(), early, null)));
        now = DUE.plus(PERIOD);

        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));
    }

    @Test
    void a_use_at_the_last_moment_wins() {
        Token token = put(token());
        FaultyTokenStore racing = new FaultyTokenStore();
        racing.put(token);
        racing.beforeWrite = () ->
                racing.replaceLastUse(token, SecretGeneration.CURRENT, new LastUse(now, null), Duration.ofMinutes(5));

        MaintenanceReport marking = new DisableTokens(racing, store, UNUSED_90_DAYS, () -> frozen, () -> now)
                .execute(ACTOR, command(Cause.DISUSE, false));
        assertThat(ids(marking)).isEqualTo(Map.of("changed", Set.of(token.id())));
        assertThat(racing.get(token.id()).lifecycle().unusedMarkedAt()).isNull();

        Token marked = token.withLifecycle(token.lifecycle().markedUnusedAt(DUE));
        store.put(marked);
        racing.put(marked);
        now = DUE.plus(DisableTokens.GRACE);
        MaintenanceReport disabling = new DisableTokens(racing, store, UNUSED_90_DAYS, () -> frozen, () -> now)
                .execute(ACTOR, command(Cause.DISUSE, false));
        assertThat(ids(disabling)).isEqualTo(Map.of("changed", Set.of(token.id())));
        assertThat(racing.get(token.id()).settings().enabled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void administrators_are_reported_and_stay_enabled(Cause cause) {
        Token bootstrap = put(token().withOrigin(new TokenOrigin(
                OwnerName.of("admin"), null, OwnerName.of("admin"), null, false, true, CREATED)));
        Token admin = put(token(Scope.MANAGE_ALL_TOKENS));
        now = DUE.plus(Duration.ofDays(30));

        assertThat(ids(execute(cause, false))).isEqualTo(Map.of("reported", Set.of(bootstrap.id(), admin.id())));
        assertThat(get(bootstrap)).isEqualTo(bootstrap);
        assertThat(get(admin)).isEqualTo(admin);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void disabled_and_expired_tokens_are_left_alone(Cause cause) {
        put(token().withSettings(token().settings().withEnabled(false)));
        put(token().withSettings(token().settings().withExpiresAt(DUE)));

        assertThat(ids(execute(cause, false))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void a_dry_run_and_a_freeze_write_nothing(Cause cause) {
        Token unmarked = put(token());
        Token marked = put(token().withLifecycle(new TokenLifecycle(null, DUE.minus(DisableTokens.GRACE), null)));
        MaintenanceReport dryRun = execute(cause, true);
        frozen = true;
        MaintenanceReport frozenRun = execute(cause, false);

        assertThat(dryRun.dryRun()).isTrue();
        assertThat(frozenRun.dryRun()).isTrue();
        assertThat(ids(frozenRun)).isEqualTo(ids(dryRun));
        assertThat(ids(dryRun))
                .isEqualTo(
                        cause == Cause.DISUSE
                                ? Map.of("marked", Set.of(unmarked.id()), "disabled", Set.of(marked.id()))
                                : Map.of("disabled", Set.of(unmarked.id(), marked.id())));
        assertThat(get(unmarked)).isEqualTo(unmarked);
        assertThat(get(marked)).isEqualTo(marked);
    }

    @Test
    void violations_of_the_limits_are_disabled_with_their_reasons() {
        Token never = put(token());
        Token late = put(token().withSettings(token().settings().withExpiresAt(DUE.plus(Duration.ofDays(31)))));
        put(token().withSettings(token().settings().withExpiresAt(DUE.plus(Duration.ofDays(30)))));

        MaintenanceReport report = execute(Cause.VIOLATION, false);

        assertThat(report.decisions().get(MaintenanceDecision.DISABLED).reasons())
                .isEqualTo(Map.of(
                        never.id(), List.of("maxTokenLifetime", "requireExpiration"),
                        late.id(), List.of("maxTokenLifetime")));
        assertThat(get(never).settings().enabled()).isFalse();
        assertThat(get(never).disabledReason()).isNull();
        assertThat(ids(execute(Cause.VIOLATION, false))).isEmpty();
    }

    @Test
    void without_a_limit_on_disuse_nothing_runs() {
        DisableTokens use = new DisableTokens(store, store, EXPIRING, () -> false, () -> now);

        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> use.execute(ACTOR, command(Cause.DISUSE, false)));
    }

    @Test
    void runs_that_find_no_time_continue_until_all_tokens_were_evaluated_once() {
        int count = 2 * TokenSweep.PAGE_SIZE + 10;
        Set<TokenId> expected = new HashSet<>();
        IntStream.range(0, count).forEach(number -> expected.add(put(token()).id()));
        List<TokenId> marked = new ArrayList<>();
        IndexPosition after = null;
        int runs = 0;
        do {
            AtomicInteger budget = new AtomicInteger(TokenSweep.PAGE_SIZE + 100);
            MaintenanceReport report = disableTokens(UNUSED_90_DAYS)
                    .execute(ACTOR, new Command(Cause.DISUSE, false, after, () -> budget.getAndDecrement() > 0));
            marked.addAll(report.decisions().get(MaintenanceDecision.MARKED).ids());
            after = report.continueAfter();
            runs++;
        } while (after != null);

        assertThat(runs).isEqualTo(2);
        assertThat(marked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A run that reports no position is finished. */
    @Test
    void runs_without_any_time_evaluate_one_token_each() {
        Set<TokenId> expected = new HashSet<>();
        IntStream.range(0, 3).forEach(_ -> expected.add(put(token()).id()));
        Set<TokenId> marked = new HashSet<>();
        IndexPosition after = null;
        do {
            MaintenanceReport report =
                    disableTokens(UNUSED_90_DAYS).execute(ACTOR, new Command(Cause.DISUSE, false, after, () -> false));
            marked.addAll(ids(report).getOrDefault(MaintenanceDecision.MARKED.value(), Set.of()));
            after = report.continueAfter();
        } while (after != null);

        assertThat(marked).isEqualTo(expected);
    }

    @Test
    void the_number_of_reported_ids_is_limited_and_the_count_is_exact() {
        int count = MaintenanceReport.Builder.MAX_IDS + 5;
        IntStream.range(0, count).forEach(_ -> put(token()));

        MaintenanceReport.Tokens marked =
                execute(Cause.DISUSE, true).decisions().get(MaintenanceDecision.MARKED);

        assertThat(marked.count()).isEqualTo(count);
        assertThat(marked.ids()).hasSize(MaintenanceReport.Builder.MAX_IDS);
    }

    /** A release that knows no marks enables a token and leaves what it does not know. */
    @Test
    void a_token_that_an_earlier_release_enabled_is_marked_again() {
        Token token = put(token().withLifecycle(new TokenLifecycle(null, CREATED.plusSeconds(1), "unused")));

        assertThat(run()).isEqualTo(Map.of("marked", Set.of(token.id())));
        assertThat(get(token).lifecycle()).isEqualTo(new TokenLifecycle(null, DUE, null));
    }

    private Map<String, Set<TokenId>> run() {
        return ids(execute(Cause.DISUSE, false));
    }

    private MaintenanceReport execute(Cause cause, boolean dryRun) {
        return disableTokens(cause == Cause.DISUSE ? UNUSED_90_DAYS : EXPIRING).execute(ACTOR, command(cause, dryRun));
    }

    private DisableTokens disableTokens(Limits limits) {
        return new DisableTokens(store, store, limits, () -> frozen, () -> now);
    }

    private static Command command(Cause cause, boolean dryRun) {
        return new Command(cause, dryRun, null, () -> true);
    }

    private static Map<String, Set<TokenId>> ids(MaintenanceReport report) {
        Map<String, Set<TokenId>> ids = new HashMap<>();
        report.decisions().forEach((decision, tokens) -> ids.put(decision.value(), Set.copyOf(tokens.ids())));
        return ids;
    }

    private Token put(Token token) {
        store.put(token);
        return token;
    }

    private Token get(Token token) {
        return store.find(token.id()).orElseThrow();
    }

    private static Token token(Scope... scopes) {
        return Token.create(
                SampleTokens.newId(),
                new TokenOrigin("anna", "anna", null, false, CREATED),
                new TokenSettings("ci", null, true, Scopes.of(scopes), null, null),
                SampleTokens.newDigest(1));
    }

    private static Token with(Token token, LastUse lastUse) {
        return new Token(
                token.id(),
                token.origin(),
                token.settings(),
                token.secrets(),
                lastUse,
                token.rejectedUses(),
                token.lifecycle(),
                1);
    }
}
