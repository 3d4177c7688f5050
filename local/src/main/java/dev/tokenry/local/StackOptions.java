package dev.tokenry.local;

import java.nio.file.Path;
import java.util.Map;

/** How to start the local stack; port 0 takes any that is free, fresh forgets earlier data. */
public record StackOptions(Path template, Path data, int port, boolean fresh, Map<String, String> parameters) {

    public StackOptions {
        parameters = Map.copyOf(parameters);
    }

    /** On any free port, with the template's own parameters. */
    public static StackOptions of(Path template, Path data) {
        return new StackOptions(template, data, 0, false, Map.of());
    }
}
