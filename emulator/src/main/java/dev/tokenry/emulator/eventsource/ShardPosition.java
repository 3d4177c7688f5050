package dev.tokenry.emulator.eventsource;

import org.jspecify.annotations.Nullable;

/**
 * How far a shard is processed.
 *
 * @param sequenceNumber the last record that was processed or discarded; null if there is none
 * @param complete whether the shard is closed and each of its records was processed or discarded
 */
record ShardPosition(@Nullable String sequenceNumber, boolean complete) {

    static final ShardPosition START = new ShardPosition(null, false);

    ShardPosition after(String processed) {
        return new ShardPosition(processed, false);
    }

    ShardPosition completed() {
        return new ShardPosition(sequenceNumber, true);
    }
}
