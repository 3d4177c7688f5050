package dev.tokenry.emulator.s3;

import dev.tokenry.emulator.io.ReceivedRequest;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The headers of an upload, and the checks of the body against them. */
record S3Upload(S3Location location, long length, Optional<byte[]> sha256, Optional<byte[]> md5, boolean onlyIfAbsent) {

    /** The largest object that one PUT request can create: 5 GiB. */
    private static final long MAX_LENGTH = 5L << 30;

    private static final Set<String> SUPPORTED_HEADERS =
            Set.of("x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm");

    static S3Upload of(S3Location location, ReceivedRequest request) {
        requireSupported(request);
        return new S3Upload(
                location,
                length(request),
                single(request, "x-amz-checksum-sha256")
                        .map(header -> digest(header, 32).orElseThrow(S3Exception::invalidChecksum)),
                single(request, "Content-MD5")
                        .map(header -> digest(header, 16).orElseThrow(S3Exception::invalidDigest)),
                single(request, "If-None-Match").isPresent());
    }

    void requireLength(long received) {
        if (received != length) {
            throw S3Exception.incompleteBody();
        }
    }

    void requireDigests(byte[] computedSha256, byte[] computedMd5) {
        if (sha256.isPresent() && !MessageDigest.isEqual(sha256.get(), computedSha256)) {
            throw S3Exception.checksumMismatch("SHA256");
        }
        if (md5.isPresent() && !MessageDigest.isEqual(md5.get(), computedMd5)) {
            throw S3Exception.checksumMismatch("Content-MD5");
        }
    }

    void requireNotExists(boolean exists) {
        if (onlyIfAbsent && exists) {
            throw S3Exception.preconditionFailed();
        }
    }

    /** A header that is not emulated must not be ignored: the upload would have another outcome than on S3. */
    private static void requireSupported(ReceivedRequest request) {
        for (String name : request.headerNames()) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith("x-amz-") && !SUPPORTED_HEADERS.contains(lowerCase)) {
                throw S3Exception.notImplemented();
            }
        }
        // S3 supports no other value of If-None-Match, and no body of unknown length.
        if (!request.header("If-Match").isEmpty()
                || !request.header("Transfer-Encoding").isEmpty()
                || !request.header("If-None-Match").stream().allMatch("*"::equals)) {
            throw S3Exception.notImplemented();
        }
    }

    private static long length(ReceivedRequest request) {
        long length = single(request, "Content-Length").map(Long::parseLong).orElseThrow(S3Exception::missingLength);
        if (length > MAX_LENGTH) {
            throw S3Exception.tooLarge();
        }
        return length;
    }

    private static Optional<byte[]> digest(String base64, int length) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64)).filter(decoded -> decoded.length == length);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> single(ReceivedRequest request, String header) {
        List<String> values = request.header(header);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
