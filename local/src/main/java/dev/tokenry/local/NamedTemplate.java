package dev.tokenry.local;

import dev.tokenry.emulator.cloudformation.TemplateFile;
import java.nio.file.Path;

/**
 * A template and the name of the stack that is made from it.
 *
 * @param folder where the template is, from where its functions' code is seen
 * @param isOurs whether it is Tokenry's own
 */
record NamedTemplate(String name, Path folder, TemplateFile file, boolean isOurs) {

    /** Tokenry's own. */
    static NamedTemplate ofTokenry(String name, Path path) {
        return new NamedTemplate(name, folder(path), TemplateFile.read(path), true);
    }

    /** Another's, named for its folder or, if it has a name of its own, for its file. */
    static NamedTemplate ofConsumer(Path path) {
        String file = path.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path parent = folder(path).getFileName();
        String name = file.equals("template") && parent != null ? parent.toString() : file;
        return new NamedTemplate(name, folder(path), TemplateFile.read(path), false);
    }

    /** What a table or bucket is named for: ours for themselves alone, as they were before there were others. */
    String storedName(String logicalId) {
        return isOurs ? logicalId : name + "-" + logicalId;
    }

    private static Path folder(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        return folder == null ? Path.of("/") : folder;
    }
}
