import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that remembers what something was made of; among the packages, so that it goes when they go. */
record Stamp(Path file) {

    boolean says(String text) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(text);
    }

    void say(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
