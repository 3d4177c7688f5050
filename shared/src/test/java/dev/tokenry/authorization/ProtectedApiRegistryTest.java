package dev.tokenry.authorization;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.InMemoryApiRulesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtectedApiRegistryTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();
    private static final ProtectedApi OWN =
            new ProtectedApi(RouteRules.parse("GET /own authenticated", CATALOGUE), Duration.ZERO, false, false);

    private final InMemoryApiRulesStore store = new InMemoryApiRulesStore();
    private Instant now = Instant.parse("2026-03-18T10:37:42.518Z");
    private boolean unavailable;
    private int findCalls;

    private final ApiRulesFinder countingFinder = apiId -> {
        findCalls++;
        if (unavailable) {
            throw new ServiceUnavailableException("The store is unavailable");
        }
        return store.find(apiId);
    };
    private final ProtectedApiRegistry apis = new ProtectedApiRegistry(OWN, countingFinder, () -> now);

    @Test
    void attached_api_uses_its_own_rules() {
        put("shop", Duration.ofSeconds(300), false, "GET /orders anyOf(metrics.read)");

        ProtectedApi shop = apis.attached("shop");

        assertThat(shop.rules().routes()).containsExactly("GET /orders");
        assertThat(shop.resultTtl()).isEqualTo(Duration.ofSeconds(300));
        assertThat(shop.simpleResponses()).isFalse();
    }

    @Test
    void api_without_rules_has_no_routes() {
        assertThat(apis.attached("shop").rules().findByResource("GET", "/own", Map.of()))
                .isEmpty();
        assertThat(apis.attached("shop").rules().matchPath("GET", "/own")).isEqualTo(Optional.empty());
        assertThat(apis.own()).isSameAs(OWN);
    }

    @Test
    void present_and_absent_rules_are_cached_for_a_minute() {
        put("shop", Duration.ZERO, true, "GET /orders authenticated");
        for (int i = 0; i < 3; i++) {
            apis.attached("shop");
            apis.attached("unknown");
        }
        assertThat(findCalls).isEqualTo(2);

        store.delete("shop", STAMP);
        now = now.plusSeconds(59);
        assertThat(apis.attached("shop").rules().routes()).isNotEmpty();
        now = now.plusSeconds(1);
        assertThat(apis.attached("shop").rules().routes()).isEmpty();
        assertThat(findCalls).isEqualTo(3);
    }

    @Test
    void clock_set_back_does_not_extend_the_cache() {
        put("shop", Duration.ZERO, true, "GET /orders authenticated");
        apis.attached("shop");
        store.delete("shop", STAMP);
        now = now.minus(Duration.ofDays(1));

        assertThat(apis.attached("shop").rules().routes()).isEmpty();
    }

    @Test
    void expired_cache_is_not_used_when_the_store_is_unavailable() {
        put("shop", Duration.ZERO, true, "GET /orders authenticated");
        apis.attached("shop");
        now = now.plusSeconds(60);
        unavailable = true;

        assertThatThrownBy(() -> apis.attached("shop")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> apis.attached("shop")).isInstanceOf(ServiceUnavailableException.class);
        unavailable = false;
        assertThat(apis.attached("shop").rules().routes()).isNotEmpty();
    }

    @Test
    void unparsable_rules_make_the_api_unavailable() {
        put("one", Duration.ZERO, true, "GET /orders anyOf(no scope)");
        put("two", Duration.ofSeconds(1), true, "GET /a/{id} authenticated", "GET /a/b public");

        assertThatThrownBy(() -> apis.attached("one")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> apis.attached("two")).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void cache_holds_a_thousand_apis_and_is_cleared_beyond() {
        for (int i = 0; i <= 1_000; i++) {
            apis.attached("api" + i);
        }
        apis.attached("api1000");
        assertThat(findCalls).isEqualTo(1_001);
        apis.attached("api0");
        assertThat(findCalls).isEqualTo(1_002);
    }

    private void put(String apiId, Duration ttl, boolean simple, String... rules) {
        store.replace(apiId, new ApiRules(List.of(rules), ttl, simple), STAMP);
    }
}
