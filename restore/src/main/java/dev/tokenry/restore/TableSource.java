package dev.tokenry.restore;

import dev.tokenry.store.RecordScan;
import dev.tokenry.store.StoredRecord;
import java.util.HashMap;
import java.util.Map;

/** The table that was in use until the cut-over, read as a whole. */
record TableSource(String table, RecordScan scan) implements ReplaySource {

    @Override
    public String description() {
        return "the table " + table;
    }

    @Override
    public Map<String, StoredRecord> newestStates() {
        Map<String, StoredRecord> states = new HashMap<>();
        scan.forEach(state -> states.put(state.key(), state));
        return states;
    }
}
