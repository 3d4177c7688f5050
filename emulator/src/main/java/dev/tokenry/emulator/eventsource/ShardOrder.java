package dev.tokenry.emulator.eventsource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** The order in which the shards of a stream are read: a shard after its parent, so that each item keeps its order. */
final class ShardOrder {

    private ShardOrder() {}

    /** Returns the shards that can be read now. A parent that the stream no longer lists has expired. */
    static List<Shard> readable(List<Shard> listed, Map<String, ShardPosition> positions) {
        Set<String> unfinished = listed.stream()
                .map(Shard::shardId)
                .filter(id -> !isComplete(id, positions))
                .collect(Collectors.toSet());
        return listed.stream()
                .filter(shard -> unfinished.contains(shard.shardId()))
                .filter(shard -> shard.parentShardId() == null || !unfinished.contains(shard.parentShardId()))
                .toList();
    }

    private static boolean isComplete(String shardId, Map<String, ShardPosition> positions) {
        return positions.getOrDefault(shardId, ShardPosition.START).complete();
    }
}
