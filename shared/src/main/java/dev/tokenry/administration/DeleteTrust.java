package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import java.time.InstantSource;

/** Deletes a trust. The tokens that it gave stay until they expire. */
public final class DeleteTrust {

    private static final OptimisticUpdate<Trust> DELETION = new OptimisticUpdate<>(
            5,
            ErrorReason.CONCURRENT_CHANGE,
            "The trust was modified concurrently. No changes were made; retry the request.",
            Trust::version);

    /** A delete request. */
    public record Command(String name, Precondition precondition) {}

    private final TrustStore trusts;
    private final TokenVisibility visibility;
    private final InstantSource clock;

    public DeleteTrust(TrustStore trusts, TokenVisibility visibility, InstantSource clock) {
        this.trusts = trusts;
        this.visibility = visibility;
        this.clock = clock;
    }

    /**
     * Also deletes a trust whose record is damaged, if the caller manages all tokens and sets no precondition: the
     * record tells neither whom it concerns nor its version.
     *
     * @throws ApiException.ForbiddenException if the caller may not manage tokens
     * @throws ApiException.NotFoundException if the trust does not exist or is not visible to the caller
     * @throws ApiException.PreconditionFailedException if the trust is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the trust
     */
    public void execute(TokenActor actor, Command command) {
        TokenPermissions.requireMayWrite(actor.principal());
        Principal principal = visibility.requireMayManageTokens(actor.principal());
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_TRUST, actor, clock.instant());
        try {
            delete(principal, command, stamp);
        } catch (CorruptRecordException e) {
            if (!principal.managesAllTokens() || !(command.precondition() instanceof Precondition.None)) {
                throw e;
            }
            if (!trusts.deleteDamaged(command.name(), stamp)) {
                throw DELETION.conflict();
            }
        }
    }

    private void delete(Principal principal, Command command, ChangeStamp stamp) {
        DELETION.run(
                () -> TrustReader.findVisible(trusts, command.name(), principal),
                current -> current,
                command.precondition(),
                (current, _) -> OptimisticUpdate.toOptional(trusts.delete(current, stamp)));
    }
}
