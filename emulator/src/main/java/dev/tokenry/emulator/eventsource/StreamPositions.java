package dev.tokenry.emulator.eventsource;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The positions of all mappings, in a file of the data directory. A restart continues from them. */
final class StreamPositions {

    private static final String FILE = "stream-positions.json";

    /** The position in a stream. Another stream of the same table starts anew. */
    record StreamPosition(String streamArn, Map<String, ShardPosition> shards) {}

    private final DataDirectory data;
    private final Map<String, StreamPosition> positions;

    private StreamPositions(DataDirectory data, Map<String, StreamPosition> positions) {
        this.data = data;
        this.positions = positions;
    }

    static StreamPositions open(DataDirectory data) {
        Path file = data.file(FILE);
        try {
            return new StreamPositions(
                    data,
                    Files.exists(file)
                            ? EmulatorJson.MAPPER.readValue(Files.readAllBytes(file), new TypeReference<>() {})
                            : new LinkedHashMap<>());
        } catch (JacksonException e) {
            throw data.damaged(FILE + " is not valid", e);
        } catch (IOException e) {
            throw data.damaged(FILE + " cannot be read", e);
        }
    }

    /** Returns the positions of the shards of a stream, which are none for a new stream. */
    synchronized Map<String, ShardPosition> find(String mapping, String streamArn) {
        StreamPosition position = positions.get(mapping);
        return position != null && position.streamArn().equals(streamArn) ? position.shards() : Map.of();
    }

    /** Stores the positions before it returns. */
    synchronized void replace(String mapping, String streamArn, Map<String, ShardPosition> shards) {
        positions.put(mapping, new StreamPosition(streamArn, Map.copyOf(shards)));
        data.replace(FILE, EmulatorJson.toBytes(positions));
    }
}
