package dev.tokenry.administration;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.LastUploadStore;
import dev.tokenry.time.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Records when projects receive uploads, about every five minutes per project. A failure does not affect an upload. */
public final class UploadRecorder {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int MAX_REMEMBERED = 1_000;

    private final LastUploadStore lastUploads;
    private final InstantSource clock;

    /** When this execution environment last wrote, so that most uploads write nothing. */
    private final Map<String, Freshness> recorded = new HashMap<>();

    public UploadRecorder(LastUploadStore lastUploads, InstantSource clock) {
        this.lastUploads = lastUploads;
        this.clock = clock;
    }

    /** Records an upload, unless the last recorded one is recent. */
    synchronized void record(String project) {
        Instant now = clock.instant();
        Freshness last = recorded.get(project);
        if (last != null && last.isFreshAt(now)) {
            return;
        }
        try {
            lastUploads.replaceLastUpload(project, now, INTERVAL);
            if (recorded.size() >= MAX_REMEMBERED) {
                recorded.clear();
            }
            recorded.put(project, new Freshness(now, INTERVAL));
        } catch (ServiceUnavailableException e) {
            // The next upload tries again.
        }
    }
}
