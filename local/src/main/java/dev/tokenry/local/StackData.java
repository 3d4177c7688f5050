package dev.tokenry.local;

import dev.tokenry.emulator.io.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that keeps what the stack knows between runs; one run at a time has it. */
final class StackData implements AutoCloseable {

    /** Says that the folder is ours: without it nothing in there is touched, let alone deleted. */
    private static final String MARKER = "TOKENRY";

    private final Path folder;
    private final DirectoryLock lock;

    private StackData(Path folder, DirectoryLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static StackData claim(Path folder, boolean fresh) {
        try {
            mark(folder);
            StackData data = new StackData(folder, lock(folder));
            if (fresh) {
                data.forget();
            }
            return data;
        } catch (IOException e) {
            throw new StartException("The data folder " + folder + " cannot be used: " + e, e);
        }
    }

    /** Where the stand-ins for AWS keep their files. */
    Path aws() {
        return folder.resolve("aws");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void mark(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        if (Files.exists(marker)) {
            return;
        }
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new StartException(
                    "The folder " + folder + " holds something else than Tokenry's data (it has no file " + MARKER
                            + "); name another one in TOKENRY_DATA");
        }
        Files.createDirectories(folder);
        Files.writeString(marker, "What Tokenry keeps on this machine. Starting it with --fresh deletes it.\n");
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private static DirectoryLock lock(Path folder) throws IOException {
        return DirectoryLock.tryAcquire(folder.resolve("lock"))
                .orElseThrow(() -> new StartException("The data folder " + folder + " is in use by another run"));
    }

    private void forget() throws IOException {
        if (!Files.exists(aws())) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(aws())) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
