package dev.tokenry.functions.projects;

import dev.tokenry.administration.ProjectReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.names.NameList;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ProjectRow;

/** Lists the projects that the caller sees in the order of their names. */
public final class ListProjectsHandler extends AuthenticatedApiHandler {

    private final ProjectReader projects;
    private final NameList<ProjectRow> list;

    public ListProjectsHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListProjectsHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        projects = wiring.projectReader();
        list = new NameList<>("projects", NameRules::isValidProject, ProjectJson::row, wiring.damagedRecords());
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return list.page(request, actor.principal().tokenId(), projects.search(actor));
    }
}
