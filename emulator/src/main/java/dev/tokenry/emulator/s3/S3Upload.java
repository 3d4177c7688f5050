package dev.tokenry.emulator.s3;

import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The headers of an upload, and the checks of the body against them. */
record S3Upload(S3Location location, long length, Optional<byte[]> sha256, boolean onlyIfAbsent) {

    static S3Upload of(S3Location location, Headers headers) {
        return new S3Upload(
                location,
                length(headers),
                Optional.ofNullable(headers.getFirst("x-amz-checksum-sha256")).map(S3Upload::checksum),
                "*".equals(headers.getFirst("If-None-Match")));
    }

    void requireLength(long received) {
        if (received != length) {
            throw S3Exception.incompleteBody();
        }
    }

    void requireChecksum(byte[] computed) {
        if (sha256.isPresent() && !MessageDigest.isEqual(sha256.get(), computed)) {
            throw S3Exception.checksumMismatch();
        }
    }

    void requireNotExists(boolean exists) {
        if (onlyIfAbsent && exists) {
            throw S3Exception.preconditionFailed();
        }
    }

    private static long length(Headers headers) {
        String length = headers.getFirst("Content-Length");
        if (length == null) {
            throw S3Exception.missingLength();
        }
        return Long.parseLong(length);
    }

    private static byte[] checksum(String header) {
        try {
            byte[] decoded = Base64.getDecoder().decode(header);
            if (decoded.length == 32) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like a checksum of another length.
        }
        throw S3Exception.invalidChecksum();
    }
}
