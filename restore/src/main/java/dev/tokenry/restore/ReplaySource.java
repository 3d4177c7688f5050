package dev.tokenry.restore;

import dev.tokenry.store.StoredRecord;
import java.util.Map;

/** The newest known states of records, from which a replay learns what happened since the restore point. */
interface ReplaySource {

    /** Returns a description of the source for operators. */
    String description();

    /** Returns the newest state of each record by its key. A record that is not among them no longer exists. */
    Map<String, StoredRecord> newestStates();
}
