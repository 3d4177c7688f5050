package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRulesTest {

    @Test
    void later_changes_of_a_list_do_not_reach_the_rules_made_of_it() {
        List<String> lines = new ArrayList<>(List.of("GET /a authenticated"));
        ApiRules rules = new ApiRules(lines, Duration.ZERO, true);
        lines.add("GET /b authenticated");

        assertThat(rules.rules()).containsExactly("GET /a authenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1S", "PT1H"})
    void a_gateway_keeps_verdicts_for_whole_seconds_up_to_an_hour(String ttl) {
        Duration resultTtl = Duration.parse(ttl);
        assertThat(new ApiRules(List.of(), resultTtl, true).resultTtl()).isEqualTo(resultTtl);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.5S", "PT1H1S"})
    void other_times_are_refused(String ttl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiRules(List.of(), Duration.parse(ttl), true))
                .withMessage("Not a time for which a gateway keeps verdicts: " + ttl);
    }
}
