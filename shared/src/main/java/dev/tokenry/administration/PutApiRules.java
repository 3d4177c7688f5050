package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ScopeFinder;
import dev.tokenry.store.TokenQueryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sets the route rules of an API that uses the authorizer, and the scopes that it declares, in place of any it had. IAM
 * decides who may do so.
 */
public final class PutApiRules {

    /** The number of scopes that an API can declare. It can replace all of them at once. */
    public static final int MAX_SCOPES = ApiRulesStore.MAX_SCOPE_CHANGES / 2;

    /**
     * A put request.
     *
     * @param apiId the id that API Gateway gave the API
     * @param scopes at most {@link #MAX_SCOPES}, whose names differ in more than case
     */
    public record Command(String apiId, ApiRules rules, List<ScopeDeclaration> scopes) {}

    private final ApiRulesUpdate update;
    private final InstantSource clock;

    public PutApiRules(
            ApiRulesStore rules,
            ScopeFinder scopes,
            TokenQueryStore tokens,
            TrustQueryStore trusts,
            InstantSource clock) {
        this.clock = clock;
        this.update = new ApiRulesUpdate(rules, scopes, tokens, trusts);
    }

    /**
     * @param actor tokens have no access to route rules
     * @throws ApiException.InvalidRequestException if a scope exists in another spelling or with another description
     * @throws ApiException.ConflictException if the API may not declare a scope, or other requests keep changing the
     *     rules
     */
    public void execute(IamActor actor, Command command) {
        ApiRules rules = command.rules()
                .withScopes(
                        command.scopes().stream().map(ScopeDeclaration::scope).toList());
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_API_RULES, actor, clock.instant());
        update.apply(command.apiId(), Optional.of(rules), command.scopes(), stamp);
    }
}
