import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One text for many files: another name or another content makes it another. */
final class Digest {

    private final SortedMap<String, Path> files = new TreeMap<>();

    Digest addIfThere(String name, Path file) {
        if (Files.exists(file)) {
            files.put(name, file);
        }
        return this;
    }

    /** Adds the files of a folder; folders that are not wanted are not looked into. */
    Digest addFolder(Path folder, Predicate<Path> wanted) throws IOException {
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    return wanted.test(each) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    if (wanted.test(each)) {
                        files.put(folder.relativize(each).toString(), each);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return this;
    }

    String text() throws IOException {
        MessageDigest digest = sha256();
        for (var file : files.entrySet()) {
            digest.update(sha256().digest(file.getKey().getBytes(StandardCharsets.UTF_8)));
            digest.update(sha256().digest(Files.readAllBytes(file.getValue())));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
