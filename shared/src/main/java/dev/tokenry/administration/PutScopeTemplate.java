package dev.tokenry.administration;

import dev.tokenry.authorization.ScopePermissions;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeTemplateStore;
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
     * @param template supplies the requested template, or throws {@link ApiException.InvalidRequestException}. It is
     *     called only if the caller may change templates.
     */
    public record Command(Supplier<Details> template, Precondition precondition) {}

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
     * @throws ApiException.ForbiddenException if the caller may not change templates, or grant the scopes of this one
     *     before and after
     * @throws ApiException.PreconditionFailedException if the template is not at the expected version
     * @throws ApiException.ConflictException if there are too many templates, or other requests keep changing it
     */
    public PutResult<ScopeTemplate> execute(TokenActor actor, Command command) {
        ScopePermissions.requireMayWrite(actor.principal());
        Details details = command.template().get();
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_SCOPE_TEMPLATE, actor, clock.instant());
        return UPDATE.run(
                () -> templates.find(details.name()),
                current -> replacement(actor.principal(), details, current),
                command.precondition(),
                (current, updated) -> PutResult.write(
                        current,
                        updated,
                        template -> insert(template, stamp),
                        (template, replacement) -> templates.replace(template, replacement, stamp)));
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

    private boolean insert(ScopeTemplate template, ChangeStamp stamp) {
        if (templates.list(_ -> {}).size() >= ScopeTemplate.MAX_COUNT) {
            throw new ApiException.ConflictException(
                    ErrorReason.SCOPE_LIMIT,
                    "An environment can have at most " + ScopeTemplate.MAX_COUNT
                            + " scope templates. Delete templates that are no longer used.");
        }
        return templates.insert(template, stamp);
    }
}
