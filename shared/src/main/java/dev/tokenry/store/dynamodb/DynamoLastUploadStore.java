package dev.tokenry.store.dynamodb;

import dev.tokenry.store.LastUploadStore;
import java.time.Duration;
import java.time.Instant;

/** Stores last uploads in the items of the projects. No index contains them. */
public final class DynamoLastUploadStore implements LastUploadStore {

    private final ItemTable table;

    /** @param table a table whose requests have the settings {@link DynamoClientSettings#bestEffort()} */
    public DynamoLastUploadStore(ItemTable table) {
        this.table = table;
    }

    @Override
    public boolean replaceLastUpload(String project, Instant at, Duration interval) {
        return table.updateIdempotent(
                ProjectItem.key(project),
                ProjectItem.lastUpload(at).update(ProjectItem.notUploadedSince(at.minus(interval))));
    }
}
