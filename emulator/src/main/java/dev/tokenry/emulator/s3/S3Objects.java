package dev.tokenry.emulator.s3;

import dev.tokenry.emulator.io.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Stores buckets as directories and objects as files, which are written atomically. */
final class S3Objects {

    private final Path buckets;
    private final Path incoming;

    private S3Objects(Path buckets, Path incoming) {
        this.buckets = buckets;
        this.incoming = incoming;
    }

    static S3Objects open(DataDirectory data) {
        // The name of a bucket never begins with a dot.
        S3Objects objects = new S3Objects(data.directory("s3"), data.directory("s3/.incoming"));
        objects.discardIncoming();
        return objects;
    }

    void createBucket(String name) {
        try {
            Files.createDirectories(buckets.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasBucket(String name) {
        return Files.isDirectory(buckets.resolve(name));
    }

    Path file(S3Location location) {
        return buckets.resolve(location.bucket()).resolve(location.key());
    }

    /** Stores the body and returns its ETag; fails if the body does not match the headers of the upload. */
    String put(S3Upload upload, InputStream body) throws IOException {
        Path temporary = Files.createTempFile(incoming, "put", "");
        try {
            MessageDigest sha256 = digest("SHA-256");
            MessageDigest md5 = digest("MD5");
            try (OutputStream out = Files.newOutputStream(temporary);
                    OutputStream digesting = new DigestOutputStream(new DigestOutputStream(out, md5), sha256)) {
                upload.requireLength(body.transferTo(digesting));
            }
            byte[] md5Digest = md5.digest();
            upload.requireDigests(sha256.digest(), md5Digest);
            commit(temporary, upload);
            return '"' + HexFormat.of().formatHex(md5Digest) + '"';
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Synchronized, because another upload could create the file between the check and the move. */
    private synchronized void commit(Path temporary, S3Upload upload) throws IOException {
        Path file = file(upload.location());
        upload.requireNotExists(Files.exists(file));
        Files.createDirectories(file.getParent());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the incomplete uploads of an earlier run. */
    private void discardIncoming() {
        try (Stream<Path> leftovers = Files.list(incoming)) {
            for (Path file : leftovers.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
