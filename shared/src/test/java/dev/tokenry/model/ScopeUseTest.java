package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeUseTest {

    private static final Instant START = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant BEFORE = START.minus(Duration.ofDays(30));
    private static final Scope USED = new Scope("metrics.read");
    private static final Scope OTHER = new Scope("metrics.ingest");
    private static final Scopes SCOPES = Scopes.of(USED, OTHER);

    @ParameterizedTest
    @CsvSource({
        "2026-03-17, true",
        "2026-03-18, false",
        "2026-03-19, false",
        "2026-01-01, true",
    })
    void a_scope_is_unused_if_its_last_day_is_earlier(LocalDate day, boolean unused) {
        Scopes found = unused(new LastUse(START.plusSeconds(1), null, used(day)));

        assertThat(found.contains(USED)).isEqualTo(unused);
        assertThat(found.contains(OTHER)).isTrue();
    }

    @Test
    void a_use_shortly_after_midnight_may_be_recorded_for_the_day_before() {
        Instant start = Instant.parse("2026-03-18T00:03:00Z");
        LastUse lastUse = new LastUse(start.plusSeconds(60), null, used(LocalDate.parse("2026-03-17")));

        assertThat(ScopeUse.unusedSince(start, SCOPES, BEFORE, lastUse)).isEqualTo(Scopes.of(OTHER));
    }

    @Test
    void a_token_that_was_never_used_has_used_none() {
        assertThat(unused(null)).isEqualTo(SCOPES);
    }

    @Test
    void a_token_that_was_not_used_since_has_used_none_whatever_is_known_of_scopes() {
        LastUse earlier = new LastUse(START.minus(LastUse.PRECISION).minusMillis(1), null);

        assertThat(unused(earlier)).isEqualTo(SCOPES);
        assertThat(unused(new LastUse(earlier.at().plusMillis(1), null))).isEqualTo(Scopes.NONE);
    }

    /** A record of an earlier release contains the last use of the token and none of its scopes. */
    @Test
    void nothing_is_unused_while_uses_are_recorded_for_less_time() {
        LastUse used = new LastUse(START.plusSeconds(1), null);

        assertThat(unused(used)).isEqualTo(Scopes.NONE);
        assertThat(unused(used.withScopeUse(new ScopeUse(START.plusMillis(1), Map.of()))))
                .isEqualTo(Scopes.NONE);
        assertThat(unused(used.withScopeUse(new ScopeUse(START, Map.of())))).isEqualTo(SCOPES);
    }

    @Test
    void nothing_is_unused_while_the_token_or_its_last_modification_is_younger() {
        assertThat(ScopeUse.unusedSince(START, SCOPES, START.plusMillis(1), null))
                .isEqualTo(Scopes.NONE);
        assertThat(ScopeUse.unusedSince(START, SCOPES, START, null)).isEqualTo(SCOPES);
    }

    /** No route shows a use of these: functions check them. */
    @Test
    void scopes_that_functions_check_are_never_unused() {
        Scopes scopes = Scopes.of(Scope.MANAGE_ALL_TOKENS, Scope.READ_TOKENS, Scope.READ_PROJECTS, Scope.WRITE_TOKENS);

        for (LastUse lastUse : new LastUse[] {null, new LastUse(START, null, new ScopeUse(BEFORE, Map.of()))}) {
            assertThat(ScopeUse.unusedSince(START, scopes, BEFORE, lastUse)).isEqualTo(Scopes.of(Scope.WRITE_TOKENS));
        }
    }

    private static Scopes unused(LastUse lastUse) {
        return ScopeUse.unusedSince(START, SCOPES, BEFORE, lastUse);
    }

    private static ScopeUse used(LocalDate day) {
        return new ScopeUse(BEFORE, Map.of(USED, day));
    }
}
