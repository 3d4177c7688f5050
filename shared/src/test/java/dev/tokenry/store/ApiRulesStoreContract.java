package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenry.model.ApiRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ApiRulesStore}. */
public abstract class ApiRulesStoreContract {

    private static final ApiRules RULES =
            new ApiRules(List.of("GET /orders/{id} anyOf(entities.read)", "GET /health public"), Duration.ZERO, true);
    private static final ApiRules OTHER_RULES =
            new ApiRules(List.of("ANY $default authenticated"), Duration.ofSeconds(3600), false);

    private ApiRulesStore store;

    /** Returns an empty store. */
    protected abstract ApiRulesStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void api_without_rules_is_not_found() {
        assertThat(store.find("a1b2c3")).isEmpty();
    }

    @Test
    void rules_of_each_api_are_stored_in_their_order() {
        store.replace("a1b2c3", RULES);
        store.replace("d4e5f6", OTHER_RULES);

        assertThat(store.find("a1b2c3")).hasValue(RULES);
        assertThat(store.find("d4e5f6")).hasValue(OTHER_RULES);
        assertThat(store.find("a1b2c")).isEmpty();
    }

    @Test
    void replacement_removes_all_earlier_rules() {
        store.replace("a1b2c3", RULES);
        store.replace("a1b2c3", OTHER_RULES);

        assertThat(store.find("a1b2c3")).hasValue(OTHER_RULES);
    }

    @Test
    void replacement_by_equal_rules_changes_nothing() {
        store.replace("a1b2c3", RULES);
        store.replace("a1b2c3", RULES);

        assertThat(store.find("a1b2c3")).hasValue(RULES);
    }

    @Test
    void delete_affects_only_the_given_api() {
        store.replace("a1b2c3", RULES);
        store.replace("d4e5f6", OTHER_RULES);
        store.delete("a1b2c3");

        assertThat(store.find("a1b2c3")).isEmpty();
        assertThat(store.find("d4e5f6")).hasValue(OTHER_RULES);
    }

    @Test
    void deleting_missing_rules_has_no_effect() {
        assertThatNoException().isThrownBy(() -> store.delete("a1b2c3"));
        store.replace("a1b2c3", RULES);
        store.delete("a1b2c3");
        assertThatNoException().isThrownBy(() -> store.delete("a1b2c3"));
    }

    @Test
    void deleted_rules_can_be_written_again() {
        store.replace("a1b2c3", RULES);
        store.delete("a1b2c3");
        store.replace("a1b2c3", OTHER_RULES);

        assertThat(store.find("a1b2c3")).hasValue(OTHER_RULES);
    }
}
