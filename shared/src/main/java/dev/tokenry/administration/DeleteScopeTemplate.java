package dev.tokenry.administration;

import dev.tokenry.authorization.ScopePermissions;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeTemplateStore;
import java.time.InstantSource;
import java.util.Optional;

/** Deletes a scope template. Tokens do not depend on templates. */
public final class DeleteScopeTemplate {

    /** A delete request. */
    public record Command(String name, Precondition precondition) {}

    private final ScopeTemplateStore templates;
    private final InstantSource clock;

    public DeleteScopeTemplate(ScopeTemplateStore templates, InstantSource clock) {
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change templates, or not grant the scopes of this
     *     one
     * @throws ApiException.NotFoundException if the template does not exist
     * @throws ApiException.PreconditionFailedException if the template is not at the expected version
     */
    public void execute(TokenActor actor, Command command) {
        Principal principal = actor.principal();
        ScopePermissions.requireMayWrite(principal);
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_SCOPE_TEMPLATE, actor, clock.instant());
        PutScopeTemplate.UPDATE.run(
                () -> Optional.of(templates.find(command.name()).orElseThrow(ApiException.NotFoundException::new)),
                current -> requireMayDelete(principal, current.orElseThrow()),
                command.precondition(),
                (_, template) -> OptimisticUpdate.toOptional(templates.delete(template, stamp)));
    }

    private static ScopeTemplate requireMayDelete(Principal principal, ScopeTemplate template) {
        TokenPermissions.requireMayGrant(principal, template.scopes());
        return template;
    }
}
