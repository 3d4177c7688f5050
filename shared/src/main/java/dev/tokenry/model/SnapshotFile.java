package dev.tokenry.model;

import org.jspecify.annotations.Nullable;

/**
 * The file of a snapshot that a client is going to upload.
 *
 * @param contentType the media type of the file
 * @param contentLength the size of the file in bytes
 * @param sha256 the SHA-256 of the file in lower-case hexadecimal digits; null if the client did not give it
 */
public record SnapshotFile(
        String contentType, long contentLength, @Nullable String sha256) {}
