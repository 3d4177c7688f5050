package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenry.model.ApiRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ApiRulesStore} promises. */
public abstract class ApiRulesStoreContract {

    private static final ApiRules ORDERS =
            new ApiRules(List.of("GET /orders/{id} anyOf(entities.read)", "GET /health public"), Duration.ZERO, true);
    private static final ApiRules SHIPS =
            new ApiRules(List.of("ANY $default authenticated"), Duration.ofSeconds(3600), false);

    private ApiRulesStore store;

    /** A store without anything in it. */
    protected abstract ApiRulesStore store();

    @BeforeEach
    void take_a_fresh_store() {
        store = store();
    }

    @Test
    void an_api_that_never_had_rules_has_none() {
        assertThat(store.find("a1b2c3")).isEmpty();
    }

    @Test
    void the_rules_of_each_api_are_kept_as_they_were_written_and_in_their_order() {
        store.replace("a1b2c3", ORDERS);
        store.replace("d4e5f6", SHIPS);

        assertThat(store.find("a1b2c3")).hasValue(ORDERS);
        assertThat(store.find("d4e5f6")).hasValue(SHIPS);
        assertThat(store.find("a1b2c")).isEmpty();
    }

    @Test
    void a_replacement_leaves_nothing_of_what_it_replaces() {
        store.replace("a1b2c3", ORDERS);
        store.replace("a1b2c3", SHIPS);

        assertThat(store.find("a1b2c3")).hasValue(SHIPS);
    }

    @Test
    void a_replacement_by_the_same_changes_nothing() {
        store.replace("a1b2c3", ORDERS);
        store.replace("a1b2c3", ORDERS);

        assertThat(store.find("a1b2c3")).hasValue(ORDERS);
    }

    @Test
    void deleted_rules_are_gone_and_those_of_others_stay() {
        store.replace("a1b2c3", ORDERS);
        store.replace("d4e5f6", SHIPS);
        store.delete("a1b2c3");

        assertThat(store.find("a1b2c3")).isEmpty();
        assertThat(store.find("d4e5f6")).hasValue(SHIPS);
    }

    @Test
    void rules_that_are_not_there_can_be_deleted() {
        assertThatNoException().isThrownBy(() -> store.delete("a1b2c3"));
        store.replace("a1b2c3", ORDERS);
        store.delete("a1b2c3");
        assertThatNoException().isThrownBy(() -> store.delete("a1b2c3"));
    }

    @Test
    void rules_may_come_back() {
        store.replace("a1b2c3", ORDERS);
        store.delete("a1b2c3");
        store.replace("a1b2c3", SHIPS);

        assertThat(store.find("a1b2c3")).hasValue(SHIPS);
    }
}
