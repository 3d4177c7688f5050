package dev.tokenry.model;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The record of a project that tokens are bound to. A token can be bound to a project without a record, which the next
 * token of the project creates.
 *
 * @param name the name, see {@link NameRules#PROJECT_PATTERN}
 * @param id distinguishes the project from earlier and later ones of the same name; never changes
 * @param displayName the name that people see; null if it has none
 * @param lastUploadAt when an upload was last created, accurate to about five minutes; null if never
 * @param version increases with each change, except for a recorded upload; published as the ETag
 */
public record Project(
        String name,
        String id,
        @Nullable String displayName,
        @Nullable Instant lastUploadAt,
        long version) {

    /** Returns a new project. Its first version is the time, which distinguishes it from a deleted one of its name. */
    public static Project create(String name, @Nullable String displayName, RandomGenerator random, Instant now) {
        return new Project(name, RecordId.random(random), displayName, null, now.toEpochMilli());
    }

    public Project withDisplayName(@Nullable String updated) {
        return new Project(name, id, updated, lastUploadAt, version);
    }

    public Project withLastUploadAt(Instant updated) {
        return new Project(name, id, displayName, updated, version);
    }

    public Project withVersion(long newVersion) {
        return new Project(name, id, displayName, lastUploadAt, newVersion);
    }
}
