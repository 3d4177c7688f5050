package dev.tokenry.functions.projects;

import dev.tokenry.administration.DeleteProject;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Deletes a project that has no tokens left. */
public final class DeleteProjectHandler extends AuthenticatedApiHandler {

    private final DeleteProject deleteProject;

    public DeleteProjectHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteProjectHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteProject = wiring.deleteProject();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        deleteProject.execute(actor, new DeleteProject.Command(request.project(), request.precondition()));
        return ApiResponse.noContent();
    }
}
