package dev.tokenry.exchange.trust;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;

/**
 * Stores issuers. Each write is atomic, and its result is correct even if a response of the database is lost; if it
 * cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}.
 */
public interface IssuerStore extends IssuerFinder {

    /** Inserts an issuer. Returns false, without a change, if there is one of this name. */
    boolean insert(Issuer issuer, ChangeStamp stamp);

    /** Replaces an issuer if its version is still that of {@code current}; the version is increased by one. */
    WriteResult<Issuer> replace(Issuer current, Issuer updated, ChangeStamp stamp);

    /** Deletes an issuer if its version is still that of {@code current}; the name becomes available again. */
    WriteResult<Issuer> delete(Issuer current, ChangeStamp stamp);

    /**
     * Deletes an issuer whose record is damaged, whatever it contains; the name becomes available again.
     *
     * @return false, without a change, if there is no damaged record or another write comes first
     */
    boolean deleteDamaged(String name, ChangeStamp stamp);
}
