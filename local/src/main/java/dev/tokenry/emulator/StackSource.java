package dev.tokenry.emulator;

import dev.tokenry.emulator.cloudformation.TemplateFile;
import java.nio.file.Path;

/**
 * A template and the name of the stack that is made from it.
 *
 * @param directory where the template is, from where its functions' code is seen
 * @param isPrimary whether it is Tokenry's own
 */
public record StackSource(String name, Path directory, TemplateFile file, boolean isPrimary) {

    /** Tokenry's own. */
    public static StackSource primary(String name, Path path) {
        return new StackSource(name, directory(path), TemplateFile.read(path), true);
    }

    /** Another's, named for its folder or, if it has a name of its own, for its file. */
    public static StackSource attached(Path path) {
        String file = path.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path parent = directory(path).getFileName();
        String name = file.equals("template") && parent != null ? parent.toString() : file;
        return new StackSource(name, directory(path), TemplateFile.read(path), false);
    }

    /** What a table or bucket is named for: ours for themselves alone, as they were before there were others. */
    String physicalName(String logicalId) {
        return isPrimary ? logicalId : name + "-" + logicalId;
    }

    private static Path directory(Path path) {
        Path directory = path.toAbsolutePath().normalize().getParent();
        return directory == null ? Path.of("/") : directory;
    }
}
