package dev.tokenry.store;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A permitted upload of one snapshot.
 *
 * @param url the URL for a PUT request; it is a credential
 * @param headers the headers that the request must have with exactly these values
 * @param expiresAt when the URL expires
 */
public record SnapshotUpload(String id, URI url, Map<String, String> headers, Instant expiresAt) {

    public SnapshotUpload {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
