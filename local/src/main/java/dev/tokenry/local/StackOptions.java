package dev.tokenry.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start the local stack.
 *
 * @param port the first API's, the others follow; 0 takes any that are free
 * @param fresh forgets earlier data
 * @param attachedTemplates templates of others, whose stacks run beside Tokenry's
 */
public record StackOptions(
        Path template,
        Path dataDirectory,
        int port,
        boolean fresh,
        Map<String, String> parameters,
        List<Path> attachedTemplates) {

    public StackOptions {
        parameters = Map.copyOf(parameters);
        attachedTemplates = List.copyOf(attachedTemplates);
    }

    /** Tokenry's stack alone. */
    public StackOptions(Path template, Path dataDirectory, int port, boolean fresh, Map<String, String> parameters) {
        this(template, dataDirectory, port, fresh, parameters, List.of());
    }

    /** On any free port, with the template's own parameters. */
    public static StackOptions of(Path template, Path dataDirectory) {
        return new StackOptions(template, dataDirectory, 0, false, Map.of());
    }

    /** The same, and these beside it. */
    public StackOptions withAttached(Path... templates) {
        return new StackOptions(template, dataDirectory, port, fresh, parameters, List.of(templates));
    }
}
