package dev.tokenry.administration;

import dev.tokenry.authorization.ProjectPermissions;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import java.time.InstantSource;

/**
 * Deletes a project that has no tokens and trusts left. Those who lead it do not lead a later project of its name,
 * which only a caller that manages all tokens can create.
 */
public final class DeleteProject {

    // One attempt: a project that changed since its tokens were counted is not deleted.
    private static final OptimisticUpdate<Project> DELETION = new OptimisticUpdate<>(
            1, ErrorReason.CONCURRENT_CHANGE, OptimisticUpdate.PROJECT.conflictMessage(), Project::version);

    /** A delete request. */
    public record Command(String name, Precondition precondition) {}

    private final ProjectStore projects;
    private final TokenVisibility visibility;
    private final TokenQueryStore tokens;
    private final TrustQueryStore trusts;
    private final InstantSource clock;

    public DeleteProject(
            ProjectStore projects,
            TokenVisibility visibility,
            TokenQueryStore tokens,
            TrustQueryStore trusts,
            InstantSource clock) {
        this.projects = projects;
        this.visibility = visibility;
        this.tokens = tokens;
        this.trusts = trusts;
        this.clock = clock;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not delete projects
     * @throws ApiException.NotFoundException if the project does not exist or is not visible to the caller
     * @throws ApiException.ConflictException if the project has tokens or trusts, or another request changed it at the
     *     same time
     * @throws ApiException.PreconditionFailedException if the project is not at the expected version
     */
    public void execute(TokenActor actor, Command command) {
        TokenPermissions.requireMayWrite(actor.principal());
        Principal principal = visibility.withManagedTokens(actor.principal());
        ProjectPermissions.requireMayDelete(principal, command.name());
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_PROJECT, actor, clock.instant());
        try {
            delete(command, stamp);
        } catch (CorruptRecordException e) {
            if (!principal.managesAllTokens() || !(command.precondition() instanceof Precondition.None)) {
                throw e;
            }
            requireNothingLeft(command.name());
            if (!projects.deleteDamaged(command.name(), stamp)) {
                throw DELETION.conflict();
            }
        }
    }

    private void delete(Command command, ChangeStamp stamp) {
        DELETION.run(
                () -> projects.find(command.name()).orElseThrow(ApiException.NotFoundException::new),
                current -> current,
                command.precondition(),
                (current, _) -> {
                    requireNothingLeft(current.name());
                    return OptimisticUpdate.toOptional(projects.delete(current, stamp));
                });
    }

    private void requireNothingLeft(String name) {
        HeldTokens.find(tokens, new TokenFilter.ByProject(name))
                .requireNone(ErrorReason.PROJECT_HAS_TOKENS, "The project", "", clock.instant());
        HeldTrusts.requireNone(
                trusts, new TrustFilter.ByProject(name), ErrorReason.PROJECT_HAS_TRUSTS, "The project", "");
    }
}
