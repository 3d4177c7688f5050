package dev.tokenry.model;

import java.time.Instant;

/** The stamp of writes in tests that are not about who makes them. */
public final class TestStamp {

    public static final ChangeStamp STAMP =
            new ChangeStamp(Operation.RESTORE, new IamActor("test", "test-request"), Instant.EPOCH);

    private TestStamp() {}
}
