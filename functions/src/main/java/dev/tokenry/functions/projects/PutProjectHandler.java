package dev.tokenry.functions.projects;

import dev.tokenry.administration.ProjectReader;
import dev.tokenry.administration.PutProject;
import dev.tokenry.administration.PutResult;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.Project;
import dev.tokenry.model.ProjectTokenCounts;
import dev.tokenry.model.TokenActor;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Names a project, or creates its record. */
public final class PutProjectHandler extends AuthenticatedApiHandler {

    private final PutProject putProject;
    private final ProjectReader projects;
    private final TokenFieldParser fieldParser;

    public PutProjectHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutProjectHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        putProject = wiring.putProject();
        projects = wiring.projectReader();
        fieldParser = wiring.tokenFieldParser();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.project();
        JsonBody body = request.body();
        AtomicReference<ProjectTokenCounts> counts = new AtomicReference<>();
        var command = new PutProject.Command(
                name,
                () -> {
                    PutProject.Details details = parse(name, body);
                    // Counted before the write: a failure must not hide that the project was changed.
                    counts.set(projects.countTokens(name));
                    return details;
                },
                request.precondition());
        PutResult<Project> result = putProject.execute(actor, command);
        Project project = result.value();
        Map<String, Object> json = ProjectJson.full(project, Objects.requireNonNull(counts.get()));
        return ApiResponse.put(result instanceof PutResult.Created, json, project.version());
    }

    private PutProject.Details parse(String name, JsonBody body) {
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(name)) {
            body.violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
        String displayName = fieldParser.displayName(body, "displayName");
        body.ignore(ProjectJson.COMPUTED);
        body.throwIfInvalid();
        return new PutProject.Details(displayName);
    }
}
