package dev.tokenry.audit;

import java.util.Map;
import java.util.Optional;

/** Reads what a record of the table's stream tells. */
public interface ChangeReader {

    /**
     * Returns the event of a change; empty if it changed nothing that an event tells, such as a last use. A record that
     * cannot be read is an event, too: no record fails.
     *
     * @param streamRecord a record of a DynamoDB stream, in the form in which Lambda delivers it
     */
    Optional<AuditEvent> read(Map<?, ?> streamRecord);
}
