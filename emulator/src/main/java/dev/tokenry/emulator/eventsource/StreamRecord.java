package dev.tokenry.emulator.eventsource;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A record of a stream.
 *
 * @param json the record as an element of the event that the function receives
 */
record StreamRecord(String sequenceNumber, Instant createdAt, String json) {

    /** Returns whether the record has this sequence number, which is a number with any leading zeros. */
    boolean isAt(String other) {
        return other.matches("[0-9]+") && new BigInteger(other).equals(new BigInteger(sequenceNumber));
    }
}
