package dev.tokenry.administration;

import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ScopeFinder;
import dev.tokenry.store.TokenQueryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the route rules of an API, so that every request to its routes is denied, and withdraws the scopes that it
 * declares. Has no effect if the API has no rules. IAM decides who may do so.
 */
public final class DeleteApiRules {

    /**
     * A delete request.
     *
     * @param apiId the id that API Gateway gave the API
     */
    public record Command(String apiId) {}

    private final ApiRulesUpdate update;
    private final InstantSource clock;

    public DeleteApiRules(
            ApiRulesStore rules,
            ScopeFinder scopes,
            TokenQueryStore tokens,
            TrustQueryStore trusts,
            InstantSource clock) {
        this.clock = clock;
        this.update = new ApiRulesUpdate(rules, scopes, tokens, trusts);
    }

    /** @param actor tokens have no access to route rules */
    public void execute(IamActor actor, Command command) {
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_API_RULES, actor, clock.instant());
        update.apply(command.apiId(), Optional.empty(), List.of(), stamp);
    }
}
