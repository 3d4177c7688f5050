package dev.tokenry.exchange.trust;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;
import java.time.Instant;

/**
 * Stores trusts. Each write is atomic, and its result is correct even if a response of the database is lost; if it
 * cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}.
 */
public interface TrustStore extends TrustFinder {

    /** Inserts a trust. Returns false, without a change, if there is one of this name. */
    boolean insert(Trust trust, ChangeStamp stamp);

    /** Replaces a trust if its version is still that of {@code current}; the version is increased by one. */
    WriteResult<Trust> replace(Trust current, Trust updated, ChangeStamp stamp);

    /** Deletes a trust if its version is still that of {@code current}; the name becomes available again. */
    WriteResult<Trust> delete(Trust current, ChangeStamp stamp);

    /**
     * Deletes a trust whose record is damaged, whatever it contains; the name becomes available again.
     *
     * @return false, without a change, if there is no damaged record or another write comes first
     */
    boolean deleteDamaged(String name, ChangeStamp stamp);

    /** Records an exchange, unless one of the last five minutes is recorded. Neither version nor stamp changes. */
    void recordUse(Trust trust, Instant at);
}
