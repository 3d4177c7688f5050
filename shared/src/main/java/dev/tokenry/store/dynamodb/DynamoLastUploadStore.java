package dev.tokenry.store.dynamodb;

import dev.tokenry.store.LastUploadStore;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores last uploads in the items of the projects. No index contains them. */
public final class DynamoLastUploadStore implements LastUploadStore {

    private final DynamoTable table;

    /** @param dynamo a client with the settings {@link DynamoClientSettings#bestEffort()} */
    public DynamoLastUploadStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceLastUpload(String project, Instant at, Duration interval) {
        return table.updateIdempotent(
                ProjectItem.key(project), ProjectItem.lastUpload(at), ProjectItem.notUploadedSince(at.minus(interval)));
    }
}
