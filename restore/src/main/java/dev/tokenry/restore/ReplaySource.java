package dev.tokenry.restore;

import dev.tokenry.store.StoredRecord;
import java.util.Map;

/** The newest known states of records, from which a replay learns what happened since the restore point. */
interface ReplaySource {

    /** Returns a description of the source for operators. */
    String description();

    /** Returns the newest state of each record by its key. */
    Map<String, StoredRecord> newestStates();

    /**
     * Returns whether the source knows every record. A record that a complete source does not know no longer exists; one
     * that another source does not know has not changed.
     */
    boolean isComplete();
}
