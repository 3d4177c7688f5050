package dev.tokenry.store;

import dev.tokenry.model.SnapshotFile;

/** The storage of snapshots, to which clients upload directly. */
public interface SnapshotStore {

    /** Permits the upload of this file, and of no other, as a new snapshot of the project. */
    SnapshotUpload createUpload(String project, SnapshotFile file);
}
