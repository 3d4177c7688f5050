package dev.tokenry.administration;

import dev.tokenry.authorization.ScopePermissions;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates a scope template, or replaces everything about it except the name. */
public final class PutScopeTemplate {

    /** A requested template. */
    public record Details(String name, @Nullable String description, Scopes scopes) {}

    /**
     * A put request.
     *
     * @param template supplies the requested template, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may change templates.
     */
    public record Command(Supplier<Details> template, Precondition precondition) {}

    /** The outcome of a successful request. */
    public sealed interface Result {

        /** The template as it is now. */
        ScopeTemplate template();

        /** The template did not exist before. */
        record Created(ScopeTemplate template) implements Result {}

        /** An existing template was replaced. */
        record Replaced(ScopeTemplate template) implements Result {}

        /** The template already is as requested. Nothing was written. */
        record Unchanged(ScopeTemplate template) implements Result {}
    }

    static final OptimisticUpdate<Optional<ScopeTemplate>> UPDATE = new OptimisticUpdate<>(
            5,
            ErrorReason.CONCURRENT_CHANGE,
            "The scope template was modified concurrently. No changes were made; retry the request.",
            template -> template.map(ScopeTemplate::version).orElse(null));

    private final ScopeTemplateStore templates;
    private final InstantSource clock;

    public PutScopeTemplate(ScopeTemplateStore templates, InstantSource clock) {
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change templates, or grant the scopes of this one before
     *     and after
     * @throws ApiException.PreconditionFailedException if the template is not at the expected version
     * @throws ApiException.ConflictException if there are too many templates, or other requests keep changing it
     */
    public Result execute(TokenActor actor, Command command) {
        ScopePermissions.requireMayWrite(actor.principal());
        Details details = command.template().get();
        return UPDATE.run(
                () -> templates.find(details.name()),
                current -> replacement(actor.principal(), details, current),
                command.precondition(),
                this::write);
    }

    private ScopeTemplate replacement(Principal principal, Details details, Optional<ScopeTemplate> current) {
        Scopes before = current.map(ScopeTemplate::scopes).orElse(Scopes.NONE);
        TokenPermissions.requireMayGrant(principal, before.union(details.scopes()));
        return new ScopeTemplate(
                details.name(),
                details.description(),
                details.scopes(),
                current.map(ScopeTemplate::version).orElseGet(() -> ScopeTemplate.initialVersion(clock.instant())));
    }

    private Optional<Result> write(Optional<ScopeTemplate> current, ScopeTemplate updated) {
        if (current.isEmpty()) {
            return insert(updated);
        }
        return updated.equals(current.get())
                ? Optional.of(new Result.Unchanged(updated))
                : replace(current.get(), updated);
    }

    private Optional<Result> insert(ScopeTemplate template) {
        if (templates.list(_ -> {}).size() >= ScopeTemplate.MAX_COUNT) {
            throw new ApiException.ConflictException(
                    ErrorReason.SCOPE_LIMIT,
                    "An environment can have at most " + ScopeTemplate.MAX_COUNT
                            + " scope templates. Delete templates that are no longer used.");
        }
        return templates.insert(template) ? Optional.of(new Result.Created(template)) : Optional.empty();
    }

    private Optional<Result> replace(ScopeTemplate current, ScopeTemplate updated) {
        return switch (templates.replace(current, updated)) {
            case WriteResult.Written<ScopeTemplate>(var template) -> Optional.of(new Result.Replaced(template));
            // The next attempt creates a template that was deleted in between.
            case WriteResult.VersionConflict<ScopeTemplate> _, WriteResult.NotFound<ScopeTemplate> _ ->
                Optional.empty();
        };
    }
}
