package dev.tokenry.administration;

import dev.tokenry.authorization.ProjectPermissions;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.Optional;
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
     * @param details supplies what is requested, or throws {@link ApiException.InvalidRequestException}. It is called only
     *     if the caller may change projects and sees this one.
     */
    public record Command(String name, Supplier<Details> details, Precondition precondition) {}

    /** The outcome of a successful request. */
    public sealed interface Result {

        /** The project as it is now. */
        Project project();

        /** The project had no record before. */
        record Created(Project project) implements Result {}

        /** An existing project was changed. */
        record Replaced(Project project) implements Result {}

        /** The project already is as requested. Nothing was written. */
        record Unchanged(Project project) implements Result {}
    }

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
     * @throws ApiException.NotFoundException if the project is not visible to the caller, or is deleted and the caller may
     *     not use its name again
     * @throws ApiException.PreconditionFailedException if the project is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the project
     */
    public Result execute(TokenActor actor, Command command) {
        TokenPermissions.requireCurrentSecret(actor.principal());
        Principal principal = visibility.withManagedTokens(actor.principal());
        ProjectPermissions.requireVisible(principal, command.name());
        String displayName = command.details().get().displayName();
        return OptimisticUpdate.PROJECT.run(
                () -> projects.find(command.name()),
                current -> current.map(project -> project.withDisplayName(displayName))
                        .orElseGet(() -> Project.create(command.name(), displayName, random, clock.instant())),
                command.precondition(),
                (current, updated) -> write(principal, current, updated));
    }

    private Optional<Result> write(Principal principal, Optional<Project> current, Project updated) {
        if (current.isEmpty()) {
            return create(principal, updated);
        }
        return updated.equals(current.get())
                ? Optional.of(new Result.Unchanged(updated))
                : replace(current.get(), updated);
    }

    private Optional<Result> create(Principal principal, Project project) {
        if (projects.insert(project, ProjectPermissions.mayReuseName(principal))) {
            return Optional.of(new Result.Created(project));
        }
        if (projects.find(project.name()).isEmpty() && !ProjectPermissions.mayReuseName(principal)) {
            throw new ApiException.NotFoundException();
        }
        return Optional.empty();
    }

    private Optional<Result> replace(Project current, Project updated) {
        return switch (projects.replace(current, updated)) {
            case WriteResult.Written<Project>(var project) -> Optional.of(new Result.Replaced(project));
            // The next attempt creates a project that was deleted in between.
            case WriteResult.VersionConflict<Project> _, WriteResult.NotFound<Project> _ -> Optional.empty();
        };
    }
}
