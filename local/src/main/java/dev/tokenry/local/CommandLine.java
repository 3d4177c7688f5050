package dev.tokenry.local;

import dev.tokenry.emulator.StartupException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses command-line arguments and environment variables into {@link StackOptions}. */
final class CommandLine {

    static final String HELP = """
            mvn -q -Plocal -Dtokenry.args="OPTION…" runs Tokenry on this machine.

              --fresh                 deletes the data of earlier runs
              --no-samples            creates none of the records with which a new stack can be tried
              --maintain              runs the daily maintenance once, sends the notices to owners, shows
                                      the mails, and ends
              --parameter NAME=VALUE  sets a parameter of the template for this run; can be repeated
              --template FILE         runs this template instead of template.yaml
              --help                  shows this text

            -Dtokenry.template=FILE,FILE… runs the templates of other stacks, too. Parameters are not kept with the data:
            a later run needs them again. Environment variables:

              TOKENRY_PORT            the port, 8080 by default
              TOKENRY_DATA            the directory of the data, .tokenry by default
              TOKENRY_HOST            a host name to serve, besides those of this machine
            """;

    private static final String HINT = "; --help lists the options";
    private static final String HELP_OPTION = "--help";

    // A single argument, so that the build can also pass an empty list.
    private static final String WITH_OPTION = "--with=";

    private CommandLine() {}

    static boolean asksForHelp(List<String> arguments) {
        return arguments.contains(HELP_OPTION);
    }

    static StackOptions parse(List<String> arguments, Map<String, String> environment) {
        Path template = Path.of("template.yaml");
        boolean fresh = false;
        boolean maintain = false;
        boolean samples = true;
        Map<String, String> parameters = new LinkedHashMap<>();
        List<Path> attachedTemplates = new ArrayList<>();
        Deque<String> remaining = new ArrayDeque<>(arguments);
        while (!remaining.isEmpty()) {
            String argument = remaining.removeFirst();
            switch (argument) {
                case "--fresh" -> fresh = true;
                case "--no-samples" -> samples = false;
                case "--maintain" -> maintain = true;
                case "--template" -> template = Path.of(value(argument, remaining));
                case "--parameter" -> parameter(value(argument, remaining), parameters);
                case String option
                when option.startsWith(WITH_OPTION) ->
                    attachedTemplates.addAll(paths(option.substring(WITH_OPTION.length())));
                default -> throw new StartupException("The argument " + argument + " is not known" + HINT);
            }
        }
        return new StackOptions(
                template,
                Path.of(environment.getOrDefault("TOKENRY_DATA", ".tokenry")),
                port(environment.getOrDefault("TOKENRY_PORT", "8080")),
                Optional.ofNullable(environment.get("TOKENRY_HOST")).map(CommandLine::host),
                fresh,
                parameters,
                attachedTemplates,
                maintain,
                samples);
    }

    private static String value(String argument, Deque<String> remaining) {
        if (remaining.isEmpty()) {
            throw new StartupException("The argument " + argument + " needs a value" + HINT);
        }
        return remaining.removeFirst();
    }

    private static List<Path> paths(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static void parameter(String pair, Map<String, String> parameters) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new StartupException("--parameter takes NAME=VALUE, not " + pair + HINT);
        }
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static String host(String text) {
        if (!text.matches("[A-Za-z0-9.-]{1,253}")) {
            throw new StartupException("TOKENRY_HOST is no host name: " + text);
        }
        return text;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new StartupException("TOKENRY_PORT is no port: " + text);
        }
        return Integer.parseInt(text);
    }
}
