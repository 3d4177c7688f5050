package dev.tokenry.model;

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
    void rules_are_copied_from_the_given_list() {
        List<String> lines = new ArrayList<>(List.of("GET /a authenticated"));
        ApiRules rules = new ApiRules(lines, Duration.ZERO, true);
        lines.add("GET /b authenticated");

        assertThat(rules.rules()).containsExactly("GET /a authenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1S", "PT1H"})
    void result_ttl_accepts_whole_seconds_up_to_one_hour(String ttl) {
        Duration resultTtl = Duration.parse(ttl);
        assertThat(new ApiRules(List.of(), resultTtl, true).resultTtl()).isEqualTo(resultTtl);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.5S", "PT1H1S"})
    void other_result_ttls_are_rejected(String ttl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiRules(List.of(), Duration.parse(ttl), true))
                .withMessage("resultTtl must be whole seconds from PT0S to PT1H: " + ttl);
    }
}
