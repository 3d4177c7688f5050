package dev.tokenry.administration;

import dev.tokenry.authorization.TrustPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.TokenActor;
import java.time.InstantSource;

/**
 * Deletes an issuer that no trust names. Identities of users stay, and no longer count: they are of the deleted record,
 * and not of a later one of its name.
 */
public final class DeleteIssuer {

    // One attempt: an issuer that changed since its trusts were counted is not deleted.
    private static final OptimisticUpdate<Issuer> DELETION = new OptimisticUpdate<>(
            1,
            ErrorReason.CONCURRENT_CHANGE,
            "The issuer was modified concurrently. No changes were made; retry the request.",
            Issuer::version);

    /** A delete request. */
    public record Command(String name, Precondition precondition) {}

    private final IssuerStore issuers;
    private final TrustQueryStore trusts;
    private final InstantSource clock;

    public DeleteIssuer(IssuerStore issuers, TrustQueryStore trusts, InstantSource clock) {
        this.issuers = issuers;
        this.trusts = trusts;
        this.clock = clock;
    }

    /**
     * Also deletes an issuer whose record is damaged, without a precondition: its version cannot be read.
     *
     * @throws ApiException.ForbiddenException if the caller may not change issuers
     * @throws ApiException.NotFoundException if the issuer does not exist
     * @throws ApiException.ConflictException if trusts name the issuer, or another request changed it at the same time
     * @throws ApiException.PreconditionFailedException if the issuer is not at the expected version
     */
    public void execute(TokenActor actor, Command command) {
        TrustPermissions.requireMayWriteIssuers(actor.principal());
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_ISSUER, actor, clock.instant());
        try {
            delete(command, stamp);
        } catch (CorruptRecordException e) {
            if (!(command.precondition() instanceof Precondition.None)) {
                throw e;
            }
            requireNoTrusts(command.name());
            if (!issuers.deleteDamaged(command.name(), stamp)) {
                throw DELETION.conflict();
            }
        }
    }

    private void delete(Command command, ChangeStamp stamp) {
        DELETION.run(
                () -> issuers.find(command.name()).orElseThrow(ApiException.NotFoundException::new),
                current -> current,
                command.precondition(),
                (current, _) -> {
                    requireNoTrusts(current.name());
                    return OptimisticUpdate.toOptional(issuers.delete(current, stamp));
                });
    }

    private void requireNoTrusts(String name) {
        HeldTrusts.requireNone(trusts, new TrustFilter.ByIssuer(name), ErrorReason.ISSUER_HAS_TRUSTS, "The issuer", "");
    }
}
