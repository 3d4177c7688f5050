package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.fail;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ApiRulesStore}. */
public abstract class ApiRulesStoreContract {

    private static final ApiRules RULES =
            new ApiRules(List.of("GET /orders/{id} anyOf(entities.read)", "GET /health public"), Duration.ZERO, true);
    private static final ApiRules OTHER_RULES =
            new ApiRules(List.of("ANY $default authenticated"), Duration.ofSeconds(3600), false);

    private ApiRulesStore store;

    /** Empty stores over the same table. */
    public record Stores(ApiRulesStore rules, ScopeStore scopes) {}

    private ScopeStore scopes;

    protected abstract Stores stores();

    @BeforeEach
    void create_stores() {
        Stores fresh = stores();
        store = fresh.rules();
        scopes = fresh.scopes();
    }

    @Test
    void api_without_rules_is_not_found() {
        assertThat(store.find("a1b2c3")).isEmpty();
    }

    @Test
    void rules_of_each_api_are_stored_in_their_order() {
        store.replace("a1b2c3", RULES, STAMP);
        store.replace("d4e5f6", OTHER_RULES, STAMP);

        assertThat(store.find("a1b2c3")).hasValue(RULES);
        assertThat(store.find("d4e5f6")).hasValue(OTHER_RULES);
        assertThat(store.find("a1b2c")).isEmpty();
    }

    @Test
    void replacement_removes_all_earlier_rules() {
        store.replace("a1b2c3", RULES, STAMP);
        store.replace("a1b2c3", OTHER_RULES, STAMP);

        assertThat(store.find("a1b2c3")).hasValue(OTHER_RULES);
    }

    @Test
    void replacement_by_equal_rules_changes_nothing() {
        store.replace("a1b2c3", RULES, STAMP);
        store.replace("a1b2c3", RULES, STAMP);

        assertThat(store.find("a1b2c3")).hasValue(RULES);
    }

    @Test
    void delete_affects_only_the_given_api() {
        store.replace("a1b2c3", RULES, STAMP);
        store.replace("d4e5f6", OTHER_RULES, STAMP);
        store.delete("a1b2c3", STAMP);

        assertThat(store.find("a1b2c3")).isEmpty();
        assertThat(store.find("d4e5f6")).hasValue(OTHER_RULES);
    }

    @Test
    void deleting_missing_rules_has_no_effect() {
        assertThatNoException().isThrownBy(() -> store.delete("a1b2c3", STAMP));
        store.replace("a1b2c3", RULES, STAMP);
        store.delete("a1b2c3", STAMP);
        assertThatNoException().isThrownBy(() -> store.delete("a1b2c3", STAMP));
    }

    @Test
    void rules_and_scopes_change_together_or_not_at_all() {
        OwnScope scope = new OwnScope(new Scope("orders.read"), "Read orders").declaredBy("a1b2c3", "Read orders");
        ScopeChange declaration = new ScopeChange(Optional.empty(), scope);
        ApiRules rules = RULES.withScopes(List.of(scope.scope()));

        assertThat(store.change("a1b2c3", Optional.of(RULES), Optional.of(rules), List.of(declaration), STAMP))
                .isFalse();
        assertThat(scopes.list(key -> fail(key))).isEmpty();
        assertThat(store.change("a1b2c3", Optional.empty(), Optional.of(rules), List.of(declaration), STAMP))
                .isTrue();
        assertThat(store.find("a1b2c3")).hasValue(rules);
        assertThat(scopes.list(key -> fail(key))).containsExactly(scope);

        assertThat(store.change("d4e5f6", Optional.empty(), Optional.of(rules), List.of(declaration), STAMP))
                .isFalse();
        assertThat(store.find("d4e5f6")).isEmpty();

        ScopeChange withdrawal = new ScopeChange(Optional.of(scope), scope.withdrawnBy("a1b2c3"));
        assertThat(store.change("a1b2c3", Optional.of(rules), Optional.empty(), List.of(withdrawal), STAMP))
                .isTrue();
        assertThat(store.find("a1b2c3")).isEmpty();
        assertThat(scopes.list(key -> fail(key))).allMatch(OwnScope::isRetired);
        assertThat(store.change("a1b2c3", Optional.empty(), Optional.of(RULES), List.of(), STAMP))
                .isTrue();
        assertThat(store.find("a1b2c3")).hasValue(RULES);
    }

    @Test
    void all_scopes_of_an_api_change_in_one_write() {
        List<ScopeChange> changes = IntStream.range(0, ApiRulesStore.MAX_SCOPE_CHANGES)
                .mapToObj(i -> new ScopeChange(Optional.empty(), new OwnScope(new Scope("s" + i), "x")))
                .toList();

        assertThat(store.change("a1b2c3", Optional.empty(), Optional.of(RULES), changes, STAMP))
                .isTrue();
        assertThat(scopes.list(key -> fail(key))).hasSize(changes.size());
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_deployments_of_two_apis_declares_a_scope_first() {
        OwnScope scope = new OwnScope(new Scope("orders.read"), "Read orders");
        AtomicInteger api = new AtomicInteger();

        List<Boolean> written = ConcurrentCalls.run(8, () -> {
            String id = "a" + api.incrementAndGet();
            ScopeChange declaration = new ScopeChange(Optional.empty(), scope.declaredBy(id, "Read orders"));
            try {
                return store.change(id, Optional.empty(), Optional.of(RULES), List.of(declaration), STAMP);
            } catch (ApiException.ConflictException e) {
                return false;
            }
        });

        assertThat(written).containsOnlyOnce(true);
        String winner = scopes.list(key -> fail(key)).getFirst().apis().getFirst();
        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToObj(i -> "a" + i)
                        .filter(id -> store.find(id).isPresent()))
                .containsExactly(winner);
    }

    @Test
    void deleted_rules_can_be_written_again() {
        store.replace("a1b2c3", RULES, STAMP);
        store.delete("a1b2c3", STAMP);
        store.replace("a1b2c3", OTHER_RULES, STAMP);

        assertThat(store.find("a1b2c3")).hasValue(OTHER_RULES);
    }
}
