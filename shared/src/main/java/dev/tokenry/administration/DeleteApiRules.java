package dev.tokenry.administration;

import dev.tokenry.model.IamActor;
import dev.tokenry.store.ApiRulesStore;

/**
 * Deletes the route rules of an API, so that every request to its routes is denied. Has no effect if the API has no rules.
 * IAM decides who may do so.
 */
public final class DeleteApiRules {

    /**
     * A delete request.
     *
     * @param apiId the id that API Gateway gave the API
     */
    public record Command(String apiId) {}

    private final ApiRulesStore store;

    public DeleteApiRules(ApiRulesStore store) {
        this.store = store;
    }

    /** @param actor tokens have no access to route rules */
    public void execute(IamActor actor, Command command) {
        store.delete(command.apiId());
    }
}
