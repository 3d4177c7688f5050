package dev.tokenry.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start the local stack.
 *
 * @param port the first API's, the others follow; 0 takes any that are free
 * @param fresh forgets earlier data
 * @param beside templates of others, whose stacks run beside Tokenry's
 */
public record StackOptions(
        Path template, Path data, int port, boolean fresh, Map<String, String> parameters, List<Path> beside) {

    public StackOptions {
        parameters = Map.copyOf(parameters);
        beside = List.copyOf(beside);
    }

    /** Tokenry's stack alone. */
    public StackOptions(Path template, Path data, int port, boolean fresh, Map<String, String> parameters) {
        this(template, data, port, fresh, parameters, List.of());
    }

    /** On any free port, with the template's own parameters. */
    public static StackOptions of(Path template, Path data) {
        return new StackOptions(template, data, 0, false, Map.of());
    }

    /** The same, and these beside it. */
    public StackOptions with(Path... templates) {
        return new StackOptions(template, data, port, fresh, parameters, List.of(templates));
    }
}
