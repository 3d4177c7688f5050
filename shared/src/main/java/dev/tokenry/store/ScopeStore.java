package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;

/**
 * Stores the own scopes of an environment. Each write is atomic, and its result is correct even if a response of the
 * database is lost; if it cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}.
 */
public interface ScopeStore extends ScopeFinder {

    /** Writes a record. Returns false, without a change, if the record is no longer as before the change. */
    boolean save(ScopeChange change, ChangeStamp stamp);
}
