package dev.tokenry.emulator.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.Shard;

class ShardOrderTest {

    /** A shard is {@code id} or {@code id<parent}. */
    @ParameterizedTest
    @CsvSource({
        "a b,          '',  a b",
        "a b<a,        '',  a",
        "a b<a,        a,   b",
        "a b<a c<a,    a,   b c",
        "a b<a c<b,    a,   b",
        "b<a c<b,      '',  b",
        "a b<a,        a b, ''",
        "b<a a,        '',  a",
        "'',           '',  ''",
    })
    void a_shard_is_read_after_its_parent(String listed, String complete, String readable) {
        Map<String, ShardPosition> positions = words(complete).stream()
                .collect(Collectors.toMap(
                        id -> id, id -> ShardPosition.START.after("1").completed()));

        assertThat(ShardOrder.readable(
                        words(listed).stream().map(ShardOrderTest::shard).toList(), positions))
                .extracting(Shard::shardId)
                .isEqualTo(words(readable));
    }

    private static Shard shard(String text) {
        String[] parts = text.split("<", 2);
        return Shard.builder()
                .shardId(parts[0])
                .parentShardId(parts.length == 2 ? parts[1] : null)
                .build();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(each -> !each.isEmpty()).toList();
    }
}
