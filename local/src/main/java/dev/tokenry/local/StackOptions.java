package dev.tokenry.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a local stack.
 *
 * @param port the port of the first API, followed by those of the other APIs; 0 selects free ports
 * @param host a host name for the APIs besides those of this machine
 * @param fresh whether to delete the data of earlier runs
 * @param attachedTemplates templates of other stacks that run in addition to Tokenry's
 * @param maintain whether to run maintenance and send notices once, and end, instead of serving requests
 * @param samples whether the first start creates records with which the stack can be tried at once
 */
public record StackOptions(
        Path template,
        Path dataDirectory,
        int port,
        Optional<String> host,
        boolean fresh,
        Map<String, String> parameters,
        List<Path> attachedTemplates,
        boolean maintain,
        boolean samples) {

    public StackOptions {
        parameters = Map.copyOf(parameters);
        attachedTemplates = List.copyOf(attachedTemplates);
    }

    /** Options without another host name, attached stacks and samples. */
    public StackOptions(Path template, Path dataDirectory, int port, boolean fresh, Map<String, String> parameters) {
        this(template, dataDirectory, port, Optional.empty(), fresh, parameters, List.of(), false, false);
    }

    /** Options with a free port and the default parameters of the template. */
    public static StackOptions of(Path template, Path dataDirectory) {
        return new StackOptions(template, dataDirectory, 0, false, Map.of());
    }

    /** Returns these options with attached stacks. */
    public StackOptions withAttached(Path... templates) {
        return new StackOptions(
                template, dataDirectory, port, host, fresh, parameters, List.of(templates), maintain, samples);
    }

    /** Returns these options for a run of maintenance. */
    public StackOptions forMaintenance() {
        return new StackOptions(
                template, dataDirectory, port, host, fresh, parameters, attachedTemplates, true, samples);
    }

    /** Returns these options with sample records. */
    public StackOptions withSamples() {
        return new StackOptions(
                template, dataDirectory, port, host, fresh, parameters, attachedTemplates, maintain, true);
    }
}
