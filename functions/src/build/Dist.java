import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The console as npm built it. Whatever the function could not serve rightly is refused here. */
record Dist(Path folder) {

    private static final String PAGE = "index.html";

    /** They are kept for ever by whoever gets them: another content needs another name, so a hash is in it. */
    private static final Pattern FILE =
            Pattern.compile("assets/[A-Za-z0-9._-]+-[A-Za-z0-9_-]{8}\\.(?:css|js|json|svg|txt)");

    /** A function's answer may be of 6 MB, escapes included. */
    private static final int LARGEST = 5_000_000;

    String state() throws IOException {
        return new Digest().addFolder(folder, file -> true).text();
    }

    void check() throws IOException {
        if (!Files.exists(folder.resolve(PAGE))) {
            throw new Failure("The web console has no " + PAGE);
        }
        for (String name : names()) {
            if (!name.equals(PAGE) && !FILE.matcher(name).matches()) {
                throw new Failure("The web console holds " + name + ", which is no text asset with a hash in its name");
            }
            byte[] content = Files.readAllBytes(folder.resolve(name));
            if (!isText(content)) {
                throw new Failure("The web console holds " + name + ", which is no text in UTF-8");
            }
            if (escapedSize(content) > LARGEST) {
                throw new Failure("The web console holds " + name + ", which is larger than an answer may be");
            }
        }
    }

    /** Copies everything, and the list of files that may be asked for by name. */
    void copyTo(Path target) throws IOException {
        List<String> names = names();
        for (String name : names) {
            Path copy = target.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(folder.resolve(name), copy);
        }
        Files.writeString(
                target.resolve("files.txt"),
                names.stream()
                        .filter(name -> !name.equals(PAGE))
                        .map(name -> name + "\n")
                        .collect(Collectors.joining()));
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path each : walk(folder).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private List<String> names() throws IOException {
        return walk(folder)
                .filter(Files::isRegularFile)
                .map(each -> folder.relativize(each).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }

    private static Stream<Path> walk(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.toList().stream();
        }
    }

    private static boolean isText(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .chars()
                    .allMatch(Dist::isText);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isText(int character) {
        return character >= ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    /** How large it is as a string in JSON. */
    private static int escapedSize(byte[] content) {
        int size = content.length;
        for (byte each : content) {
            if (each == '"' || each == '\\' || (each >= 0 && each < ' ')) {
                size++;
            }
        }
        return size;
    }
}
