package dev.tokenry.local;

import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.io.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The data directory of the local stack, which one run at a time can use. */
final class LocalData implements AutoCloseable {

    /** Marks a directory of Tokenry. A directory without this file is neither changed nor deleted. */
    private static final String MARKER_FILE = "TOKENRY";

    private final Path directory;
    private final DirectoryLock lock;

    private LocalData(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static LocalData open(Path directory, boolean fresh) {
        try {
            requireOwned(directory);
            LocalData data = new LocalData(directory, lock(directory));
            if (fresh) {
                data.clear();
            }
            return data;
        } catch (IOException e) {
            throw new StartupException("The data directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** Returns the directory for the data of the emulated services. */
    Path awsDirectory() {
        return directory.resolve("aws");
    }

    /** Returns the directory for the keys of the OpenID providers. */
    Path issuersDirectory() {
        return directory.resolve("issuers");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void requireOwned(Path directory) throws IOException {
        Path marker = directory.resolve(MARKER_FILE);
        if (Files.exists(marker)) {
            return;
        }
        if (Files.exists(directory) && !isEmptyDirectory(directory)) {
            throw new StartupException(
                    "The directory " + directory + " contains other data than Tokenry's (it has no file " + MARKER_FILE
                            + "); set TOKENRY_DATA to another directory");
        }
        Files.createDirectories(directory);
        Files.writeString(marker, "Data of a local Tokenry stack. Starting it with --fresh deletes the data.\n");
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        return DirectoryLock.tryAcquire(directory.resolve("lock"))
                .orElseThrow(
                        () -> new StartupException("The data directory " + directory + " is in use by another run"));
    }

    private void clear() throws IOException {
        delete(awsDirectory());
        delete(issuersDirectory());
    }

    private static void delete(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(data)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
