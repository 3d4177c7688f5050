package dev.tokenry.store;

import java.time.Duration;
import java.time.Instant;

/** Stores when projects last received an upload. */
public interface LastUploadStore {

    /**
     * Replaces the last upload of a project if the project has a record, and the stored time is absent or more than
     * {@code interval} older. All other attributes of the project, its version among them, keep their values.
     *
     * @return whether the last upload was replaced
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable; the last upload may have been
     *     replaced
     */
    boolean replaceLastUpload(String project, Instant at, Duration interval);
}
