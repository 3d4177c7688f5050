import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the console is made of.
 *
 * @param document the description of the API, which its types are made of
 */
record Sources(Path folder, Path document) {

    boolean exist() {
        return Files.exists(folder.resolve("package.json"));
    }

    /** What decides which packages are installed. */
    String dependencies() throws IOException {
        Digest digest = new Digest();
        for (String name : List.of("package.json", "package-lock.json", ".npmrc")) {
            digest.addIfThere(name, folder.resolve(name));
        }
        return digest.text();
    }

    String all() throws IOException {
        // What git ignores here is made, not written.
        Path ignored = folder.resolve(".gitignore");
        List<String> lines = Files.exists(ignored) ? Files.readAllLines(ignored) : List.of();
        List<Path> made = Stream.concat(Stream.of("node_modules"), lines.stream())
                .filter(line -> line.matches("[\\w./-]+"))
                .map(folder::resolve)
                .toList();
        Digest digest = new Digest().addFolder(folder, file -> made.stream().noneMatch(file::startsWith));
        return digest.addIfThere("openapi", document).text();
    }
}
