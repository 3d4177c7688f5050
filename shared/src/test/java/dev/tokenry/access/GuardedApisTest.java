package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.InMemoryApiRulesStore;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedApisTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();
    private static final GuardedApi OWN =
            new GuardedApi(RouteRules.parse("GET /own authenticated", CATALOGUE), Duration.ZERO, false);

    private final InMemoryApiRulesStore store = new InMemoryApiRulesStore();
    private Instant now = Instant.parse("2026-03-18T10:37:42.518Z");
    private boolean away;
    private int asked;

    private final ApiRulesFinder counted = apiId -> {
        asked++;
        if (away) {
            throw new ServiceUnavailableException("The test's store is away");
        }
        return store.find(apiId);
    };
    private final GuardedApis apis = new GuardedApis(OWN, counted, CATALOGUE, () -> now);

    @Test
    void an_attached_api_is_guarded_by_the_rules_of_its_team() {
        put("shop", Duration.ofSeconds(300), false, "GET /orders anyOf(metrics.read)");

        GuardedApi shop = apis.attached("shop");

        assertThat(shop.rules().routes()).containsExactly("GET /orders");
        assertThat(shop.resultTtl()).isEqualTo(Duration.ofSeconds(300));
        assertThat(shop.simpleResponses()).isFalse();
    }

    @Test
    void without_rules_no_route_has_one() {
        assertThat(apis.attached("shop").rules().find("GET", "/own", Map.of())).isEmpty();
        assertThat(apis.attached("shop").rules().match("GET", "/own")).isEqualTo(Optional.empty());
        assertThat(apis.own()).isSameAs(OWN);
    }

    @Test
    void rules_are_read_once_a_minute_those_that_are_not_there_too() {
        put("shop", Duration.ZERO, true, "GET /orders authenticated");
        for (int i = 0; i < 3; i++) {
            apis.attached("shop");
            apis.attached("unknown");
        }
        assertThat(asked).isEqualTo(2);

        store.delete("shop");
        now = now.plusSeconds(59);
        assertThat(apis.attached("shop").rules().routes()).isNotEmpty();
        now = now.plusSeconds(1);
        assertThat(apis.attached("shop").rules().routes()).isEmpty();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void a_clock_that_was_put_back_keeps_no_rules_alive() {
        put("shop", Duration.ZERO, true, "GET /orders authenticated");
        apis.attached("shop");
        store.delete("shop");
        now = now.minus(Duration.ofDays(1));

        assertThat(apis.attached("shop").rules().routes()).isEmpty();
    }

    @Test
    void a_store_that_is_away_is_no_answer_and_old_rules_are_none_either() {
        put("shop", Duration.ZERO, true, "GET /orders authenticated");
        apis.attached("shop");
        now = now.plusSeconds(60);
        away = true;

        assertThatThrownBy(() -> apis.attached("shop")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> apis.attached("shop")).isInstanceOf(ServiceUnavailableException.class);
        away = false;
        assertThat(apis.attached("shop").rules().routes()).isNotEmpty();
    }

    @Test
    void rules_that_cannot_be_read_are_no_answer() {
        put("one", Duration.ZERO, true, "GET /orders anyOf(gone.scope)");
        put("two", Duration.ofSeconds(1), true, "GET /a/{id} authenticated", "GET /a/b public");

        assertThatThrownBy(() -> apis.attached("one")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> apis.attached("two")).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void a_thousand_apis_are_remembered_and_more_forget_the_others() {
        for (int i = 0; i <= 1_000; i++) {
            apis.attached("api" + i);
        }
        apis.attached("api1000");
        assertThat(asked).isEqualTo(1_001);
        apis.attached("api0");
        assertThat(asked).isEqualTo(1_002);
    }

    private void put(String apiId, Duration ttl, boolean simple, String... rules) {
        store.replace(apiId, new ApiRules(List.of(rules), ttl, simple));
    }
}
