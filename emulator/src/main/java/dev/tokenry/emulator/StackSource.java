package dev.tokenry.emulator;

import dev.tokenry.emulator.apigateway.BasePathMapping;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A template and the settings of the stack that is created from it.
 *
 * @param name the name of the stack
 * @param directory the directory of the template; {@code CodeUri} is relative to it
 * @param resourceNamePrefix prefix of the names of tables and buckets, which keeps those of several stacks apart
 * @param basePathMappings the paths of custom domains that lead to the stack's REST APIs
 */
public record StackSource(
        String name,
        Path directory,
        TemplateFile file,
        String resourceNamePrefix,
        List<BasePathMapping> basePathMappings) {

    /** Copies the mappings. */
    public StackSource {
        basePathMappings = List.copyOf(basePathMappings);
    }

    /** A stack whose tables and buckets are named after their logical ids alone. */
    public static StackSource named(String name, Path path) {
        return new StackSource(name, directory(path), TemplateFile.read(path), "", List.of());
    }

    /** A stack named after its template, or after the directory if the template is called {@code template.yaml}. */
    public static StackSource of(Path path) {
        String file = path.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path parent = directory(path).getFileName();
        String name = file.equals("template") && parent != null ? parent.toString() : file;
        return new StackSource(name, directory(path), TemplateFile.read(path), name + "-", List.of());
    }

    /** The same stack with these base path mappings. */
    public StackSource withBasePathMappings(List<BasePathMapping> mappings) {
        return new StackSource(name, directory, file, resourceNamePrefix, mappings);
    }

    private static Path directory(Path path) {
        Path directory = path.toAbsolutePath().normalize().getParent();
        return directory == null ? Path.of("/") : directory;
    }
}
