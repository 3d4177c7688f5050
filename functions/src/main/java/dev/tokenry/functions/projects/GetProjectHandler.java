package dev.tokenry.functions.projects;

import dev.tokenry.administration.ProjectReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Project;
import dev.tokenry.model.TokenActor;

/** Returns a project and the number of its tokens. */
public final class GetProjectHandler extends AuthenticatedApiHandler {

    private final ProjectReader projects;

    public GetProjectHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetProjectHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        projects = wiring.projectReader();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Project project = projects.get(actor, request.project());
        return ApiResponse.ok(ProjectJson.full(project, projects.countTokens(project.name())))
                .withETag(project.version());
    }
}
