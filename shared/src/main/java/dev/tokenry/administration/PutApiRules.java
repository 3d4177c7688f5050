package dev.tokenry.administration;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.store.ApiRulesStore;

/** Sets the route rules of an API that uses the authorizer, in place of any it had. IAM decides who may do so. */
public final class PutApiRules {

    /**
     * A put request.
     *
     * @param apiId the id that API Gateway gave the API
     */
    public record Command(String apiId, ApiRules rules) {}

    private final ApiRulesStore store;

    public PutApiRules(ApiRulesStore store) {
        this.store = store;
    }

    /** @param actor tokens have no access to route rules */
    public void execute(IamActor actor, Command command) {
        store.replace(command.apiId(), command.rules());
    }
}
