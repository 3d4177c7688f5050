package dev.tokenry.functions.scopes;

import dev.tokenry.administration.DeleteScope;
import dev.tokenry.error.ApiException;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.Scope;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Deletes a scope that no token has. */
public final class DeleteScopeHandler extends AuthenticatedApiHandler {

    private final DeleteScope deleteScope;

    public DeleteScopeHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteScopeHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteScope = wiring.deleteScope();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Scope scope = Scope.parse(request.pathParameter("name")).orElseThrow(ApiException.NotFoundException::new);
        deleteScope.execute(actor, new DeleteScope.Command(scope, request.precondition()));
        return ApiResponse.noContent();
    }
}
