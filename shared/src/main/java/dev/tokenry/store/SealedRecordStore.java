package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.StoredRecord.StoredSealedRecord;

/**
 * Copies issuers, trusts and links of identities of another table with the same peppers. Their seals are not verified:
 * who uses them does that.
 */
public interface SealedRecordStore {

    /** Inserts a record. Returns false, without a change, if there is one under its key. */
    boolean insert(StoredSealedRecord copied, ChangeStamp stamp);

    /**
     * Replaces a record by one under the same key, if its version is still that of {@code current}, and returns whether
     * it did.
     */
    boolean replace(StoredSealedRecord current, StoredSealedRecord copied, ChangeStamp stamp);

    /** Deletes a record if its version is still that of {@code current}, and returns whether it did. */
    boolean delete(StoredSealedRecord current, ChangeStamp stamp);
}
