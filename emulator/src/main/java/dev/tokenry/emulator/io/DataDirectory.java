package dev.tokenry.emulator.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A persistent data directory. One run at a time uses it, and only its owner can read it. */
public final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final DirectoryLock lock;
    private final String resetHint;

    private DataDirectory(Path path, DirectoryLock lock, String resetHint) {
        this.path = path;
        this.lock = lock;
        this.resetHint = resetHint;
    }

    /**
     * Opens the directory and locks it; creates it if it does not exist.
     *
     * @param resetHint sentence that tells the user how to discard the data
     * @throws EmulatorException if another run holds the lock or the directory cannot be used
     */
    public static DataDirectory open(Path path, String resetHint) {
        try {
            createOwnerOnly(path);
            DirectoryLock lock = DirectoryLock.tryAcquire(path.resolve(".lock"))
                    .orElseThrow(() ->
                            new EmulatorException("The data in " + path + " is in use by another run. Stop it first."));
            return new DataDirectory(path, lock, resetHint);
        } catch (IOException e) {
            throw new EmulatorException("The directory " + path + " cannot be used: " + e, e);
        }
    }

    public Path path() {
        return path;
    }

    /** Returns the sentence that tells the user how to discard the data. */
    public String resetHint() {
        return resetHint;
    }

    /** Returns the exception for stored data that cannot be read. */
    public EmulatorException damaged(String description) {
        return damaged(description, null);
    }

    /** Returns the exception for stored data that cannot be read. */
    public EmulatorException damaged(String description, @Nullable Throwable cause) {
        return new EmulatorException("The data in " + path + " is damaged: " + description + ". " + resetHint, cause);
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    public Path directory(String name) {
        try {
            return createOwnerOnly(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file atomically. */
    public void replace(String name, byte[] content) {
        try {
            // Temporary files are created with mode 0600.
            Path temporary = Files.createTempFile(path, name, ".tmp");
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(content));
                out.force(true);
            }
            Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path createOwnerOnly(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        return Files.createDirectories(directory, ownerOnly);
    }
}
