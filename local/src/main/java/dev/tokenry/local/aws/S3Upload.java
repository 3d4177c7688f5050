package dev.tokenry.local.aws;

import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** What a PUT says of the object it brings, and the refusals when that is not so. */
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
            throw S3Error.incompleteBody();
        }
    }

    void requireChecksum(byte[] computed) {
        if (sha256.isPresent() && !MessageDigest.isEqual(sha256.get(), computed)) {
            throw S3Error.wrongChecksum();
        }
    }

    void requireAbsent(boolean isThere) {
        if (onlyIfAbsent && isThere) {
            throw S3Error.alreadyThere();
        }
    }

    private static long length(Headers headers) {
        String length = headers.getFirst("Content-Length");
        if (length == null) {
            throw S3Error.missingLength();
        }
        return Long.parseLong(length);
    }

    private static byte[] checksum(String header) {
        try {
            byte[] sum = Base64.getDecoder().decode(header);
            if (sum.length == 32) {
                return sum;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like a sum of another length.
        }
        throw S3Error.invalidChecksum();
    }
}
