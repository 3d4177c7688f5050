package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who changes a record, by which operation and when. Each record keeps the stamp of its last change, which the table's
 * stream then contains.
 *
 * @param leak the leak for which a token is revoked; null for all other changes
 */
public record ChangeStamp(
        Operation operation,
        Actor actor,
        Instant at,
        @Nullable Leak leak) {

    /** Creates the stamp of a change that is no revocation. */
    public ChangeStamp(Operation operation, Actor actor, Instant at) {
        this(operation, actor, at, null);
    }
}
