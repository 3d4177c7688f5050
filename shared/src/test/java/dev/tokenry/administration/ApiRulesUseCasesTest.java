package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.store.InMemoryApiRulesStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiRulesUseCasesTest {

    private static final IamActor ACTOR = new IamActor("rules", "request-1");
    private static final ApiRules OPEN = new ApiRules(List.of("GET / public"), Duration.ZERO, true);
    private static final ApiRules CLOSED = new ApiRules(List.of("GET / authenticated"), Duration.ofMinutes(5), false);

    private final InMemoryApiRulesStore store = new InMemoryApiRulesStore();
    private final PutApiRules putApiRules = new PutApiRules(store);
    private final DeleteApiRules deleteApiRules = new DeleteApiRules(store);

    @Test
    void put_replaces_the_rules_of_one_api() {
        putApiRules.execute(ACTOR, new PutApiRules.Command("a1", OPEN));
        putApiRules.execute(ACTOR, new PutApiRules.Command("b2", OPEN));
        putApiRules.execute(ACTOR, new PutApiRules.Command("a1", CLOSED));

        assertThat(store.find("a1")).hasValue(CLOSED);
        assertThat(store.find("b2")).hasValue(OPEN);
    }

    @Test
    void delete_removes_the_rules_of_one_api() {
        putApiRules.execute(ACTOR, new PutApiRules.Command("a1", OPEN));
        putApiRules.execute(ACTOR, new PutApiRules.Command("b2", OPEN));
        deleteApiRules.execute(ACTOR, new DeleteApiRules.Command("a1"));

        assertThat(store.find("a1")).isEmpty();
        assertThat(store.find("b2")).hasValue(OPEN);
    }

    @Test
    void delete_without_rules_has_no_effect() {
        deleteApiRules.execute(ACTOR, new DeleteApiRules.Command("a1"));

        assertThat(store.find("a1")).isEmpty();
    }
}
