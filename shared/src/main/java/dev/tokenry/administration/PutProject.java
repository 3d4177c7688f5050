package dev.tokenry.administration;

import dev.tokenry.authorization.ProjectPermissions;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ProjectStore;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Names a project, or creates its record. */
public final class PutProject {

    /**
     * What a request says about a project.
     *
     * @param displayName the name that people see; null for none
     */
    public record Details(@Nullable String displayName) {}

    /**
     * A put request.
     *
     * @param details supplies what is requested, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may change projects and sees this one.
     */
    public record Command(String name, Supplier<Details> details, Precondition precondition) {}

    private final ProjectStore projects;
    private final TokenVisibility visibility;
    private final InstantSource clock;
    private final RandomGenerator random;

    public PutProject(ProjectStore projects, TokenVisibility visibility, InstantSource clock, RandomGenerator random) {
        this.projects = projects;
        this.visibility = visibility;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change projects
     * @throws ApiException.NotFoundException if the project is not visible to the caller, or is deleted and the caller
     *     may not use its name again
     * @throws ApiException.PreconditionFailedException if the project is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the project
     */
    public PutResult<Project> execute(TokenActor actor, Command command) {
        TokenPermissions.requireMayWrite(actor.principal());
        Principal principal = visibility.withManagedTokens(actor.principal());
        ProjectPermissions.requireVisible(principal, command.name());
        String displayName = command.details().get().displayName();
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_PROJECT, actor, clock.instant());
        return OptimisticUpdate.PROJECT.run(
                () -> projects.find(command.name()),
                current -> current.map(project -> project.withDisplayName(displayName))
                        .orElseGet(() -> Project.create(command.name(), displayName, random, clock.instant())),
                command.precondition(),
                (current, updated) -> PutResult.write(
                        current,
                        updated,
                        project -> insert(principal, project, stamp),
                        (project, replacement) -> projects.replace(project, replacement, stamp)));
    }

    private boolean insert(Principal principal, Project project, ChangeStamp stamp) {
        boolean mayReuseName = ProjectPermissions.mayReuseName(principal);
        if (projects.insert(project, mayReuseName, stamp)) {
            return true;
        }
        if (projects.find(project.name()).isEmpty() && !mayReuseName) {
            throw ApiException.NotFoundException.notVisible();
        }
        return false;
    }
}
