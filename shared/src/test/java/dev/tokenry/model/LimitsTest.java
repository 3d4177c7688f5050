package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final String UNSET = "maxTokenLifetime= defaultTokenLifetime= requireExpiration=false"
            + " maxTokensPerOwner= requireAllowedIps=false autoDisableUnusedAfter=";

    @Test
    void an_empty_value_is_no_limit() {
        assertThat(Limits.parse(UNSET)).isEqualTo(Limits.NONE);
    }

    @Test
    void each_limit_is_read() {
        assertThat(Limits.parse("maxTokenLifetime=90 defaultTokenLifetime=30\nrequireExpiration=true"
                        + " maxTokensPerOwner=50 requireAllowedIps=true autoDisableUnusedAfter=180\n"))
                .isEqualTo(new Limits(Duration.ofDays(90), Duration.ofDays(30), true, 50, true, Duration.ofDays(180)));
    }

    @Test
    void the_largest_limits_are_read() {
        assertThat(Limits.parse("maxTokenLifetime=3650 defaultTokenLifetime=3650 requireExpiration=false"
                        + " maxTokensPerOwner=1000 requireAllowedIps=false autoDisableUnusedAfter=3650"))
                .isEqualTo(new Limits(
                        Duration.ofDays(3650), Duration.ofDays(3650), false, 1000, false, Duration.ofDays(3650)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "maxTokenLifetime=90",
                "maxTokenLifetime=90 defaultTokenLifetime= requireExpiration=false maxTokensPerOwner="
                        + " requireAllowedIps=false"
            })
    void a_missing_limit_is_an_error(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "maxTokenLifetime=, maxTokenLifetime=0",
        "maxTokenLifetime=, maxTokenLifetime=-1",
        "maxTokenLifetime=, maxTokenLifetime=1.5",
        "maxTokenLifetime=, maxTokenLifetime=ninety",
        "defaultTokenLifetime=, defaultTokenLifetime=+1",
        "maxTokenLifetime=, maxTokenLifetime=3651",
        "autoDisableUnusedAfter=, autoDisableUnusedAfter=9999",
        "maxTokensPerOwner=, maxTokensPerOwner=1001",
        "maxTokensPerOwner=, maxTokensPerOwner=12345",
        "requireExpiration=false, requireExpiration=",
        "requireAllowedIps=false, requireAllowedIps=yes",
        "autoDisableUnusedAfter=, autoDisableUnusedAfter=false",
        "autoDisableUnusedAfter=, autoDisableUnused=1",
        "requireExpiration=false, requireExpiration=false requireExpiration=true",
        "requireExpiration=false, requireExpiration=false maxScopes=1"
    })
    void an_invalid_or_unknown_limit_is_an_error(String from, String to) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.parse(UNSET.replace(from, to)));
    }

    @ParameterizedTest
    @CsvSource({"90, 91", "1, 3650"})
    void a_default_lifetime_beyond_the_maximum_is_an_error(String max, String initial) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limits.parse(lifetimes(max, initial)))
                .withMessage(
                        "DefaultTokenLifetime (%s days) must not be longer than MaxTokenLifetime (%s days)",
                        initial, max);
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "90, 1", "'', 3650"})
    void a_default_lifetime_up_to_the_maximum_is_used(String max, int initial) {
        assertThat(Limits.parse(lifetimes(max, Integer.toString(initial))).defaultExpiration(NOW))
                .isEqualTo(NOW.plus(Duration.ofDays(initial)));
    }

    private static String lifetimes(String max, String initial) {
        return UNSET.replace("maxTokenLifetime=", "maxTokenLifetime=" + max)
                .replace("defaultTokenLifetime=", "defaultTokenLifetime=" + initial);
    }

    @Test
    void a_token_can_expire_exactly_at_the_limit() {
        Limits limits = new Limits(Duration.ofDays(90), null, false, null, false, null);
        Instant latest = NOW.plus(Duration.ofDays(90));

        assertThat(limits.violatedBy(latest, false, NOW)).isEmpty();
        assertThat(limits.violatedBy(latest.plusMillis(1), false, NOW)).containsExactly(Limit.MAX_TOKEN_LIFETIME);
        assertThat(limits.violatedBy(null, false, NOW)).containsExactly(Limit.MAX_TOKEN_LIFETIME);
    }

    @Test
    void each_violated_limit_is_reported_once() {
        Limits limits = new Limits(Duration.ofDays(90), null, true, 1, true, Duration.ofDays(1));

        assertThat(limits.violatedBy(null, false, NOW)).isEqualTo(List.of(Limit.values()));
        assertThat(limits.violatedBy(NOW, true, NOW)).isEmpty();
        assertThat(Limits.NONE.violatedBy(null, false, NOW)).isEmpty();
    }

    @Test
    void a_rotation_shortens_the_lifetime_and_never_prolongs_it() {
        Limits limits = new Limits(Duration.ofDays(90), null, true, null, true, null);
        TokenSettings never = new TokenSettings("ci", null, true, Scopes.NONE, null, null);
        TokenSettings earlier = never.withExpiresAt(NOW.plusSeconds(1));

        assertThat(limits.shortenLifetime(never, NOW))
                .isEqualTo(never.withExpiresAt(NOW.plus(Duration.ofDays(90))).withModifiedAt(NOW));
        assertThat(limits.shortenLifetime(earlier, NOW)).isEqualTo(earlier);
        assertThat(new Limits(null, null, true, null, false, null).shortenLifetime(never, NOW))
                .as("without a maximum there is no date to shorten it to")
                .isEqualTo(never);
    }
}
