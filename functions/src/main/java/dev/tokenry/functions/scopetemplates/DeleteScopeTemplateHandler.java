package dev.tokenry.functions.scopetemplates;

import dev.tokenry.administration.DeleteScopeTemplate;
import dev.tokenry.error.ApiException;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.TokenActor;
import java.util.Optional;
import java.util.Set;

/** Deletes a scope template. */
public final class DeleteScopeTemplateHandler extends AuthenticatedApiHandler {

    private final DeleteScopeTemplate deleteTemplate;

    public DeleteScopeTemplateHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteScopeTemplateHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteTemplate = wiring.deleteScopeTemplate();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = Optional.of(request.pathParameter("name"))
                .filter(NameRules::isValidProject)
                .orElseThrow(ApiException.NotFoundException::new);
        deleteTemplate.execute(actor, new DeleteScopeTemplate.Command(name, request.precondition()));
        return ApiResponse.noContent();
    }
}
