package dev.tokenry.store;

import java.util.function.Consumer;

/** Reads a whole table. The cost grows with the size of the table, so no function uses it. */
public interface RecordScan {

    /**
     * Passes every record to the consumer, in no particular order.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the table cannot be read, or has a record of a later
     *     release: a program of that release can read what this one cannot
     */
    void forEach(Consumer<StoredRecord> consumer);
}
