package dev.tokenry.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of an attempt to start a run of notices. */
public sealed interface NoticeRun {

    /**
     * The run may send notices until it is finished, or its time is over.
     *
     * @param after the position in the list of all tokens after which it continues; null to start
     */
    record Started(@Nullable IndexPosition after) implements NoticeRun {}

    /** Another run is in progress, or died, and has until this time. */
    record InProgress(Instant until) implements NoticeRun {}
}
