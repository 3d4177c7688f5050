package dev.tokenry.administration;

import dev.tokenry.authorization.TrustPermissions;
import dev.tokenry.error.ApiException;
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

/** Deletes an issuer that no trust names. */
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
     * @throws ApiException.ForbiddenException if the caller may not change issuers
     * @throws ApiException.NotFoundException if the issuer does not exist
     * @throws ApiException.ConflictException if trusts name the issuer, or another request changed it at the same time
     * @throws ApiException.PreconditionFailedException if the issuer is not at the expected version
     */
    public void execute(TokenActor actor, Command command) {
        TrustPermissions.requireMayWriteIssuers(actor.principal());
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_ISSUER, actor, clock.instant());
        DELETION.run(
                () -> issuers.find(command.name()).orElseThrow(ApiException.NotFoundException::new),
                current -> current,
                command.precondition(),
                (current, _) -> {
                    HeldTrusts.requireNone(
                            trusts,
                            new TrustFilter.ByIssuer(current.name()),
                            ErrorReason.ISSUER_HAS_TRUSTS,
                            "The issuer",
                            "");
                    return OptimisticUpdate.toOptional(issuers.delete(current, stamp));
                });
    }
}
