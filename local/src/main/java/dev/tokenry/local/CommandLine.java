package dev.tokenry.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads arguments and variables into {@link StackOptions}. */
final class CommandLine {

    private static final String USAGE = "known are --fresh, --template FILE and --parameter NAME=VALUE";

    private CommandLine() {}

    static StackOptions read(List<String> arguments, Map<String, String> environment) {
        Path template = Path.of(System.getProperty("tokenry.template", "template.yaml"));
        boolean fresh = false;
        Map<String, String> parameters = new LinkedHashMap<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            switch (argument) {
                case "--fresh" -> fresh = true;
                case "--template" -> template = Path.of(value(argument, rest));
                case "--parameter" -> parameter(value(argument, rest), parameters);
                default -> throw new StartException("The argument " + argument + " is not known; " + USAGE);
            }
        }
        return new StackOptions(
                template,
                Path.of(environment.getOrDefault("TOKENRY_DATA", ".tokenry")),
                port(environment.getOrDefault("TOKENRY_PORT", "8080")),
                fresh,
                parameters);
    }

    private static String value(String argument, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new StartException("The argument " + argument + " needs a value; " + USAGE);
        }
        return rest.removeFirst();
    }

    private static void parameter(String pair, Map<String, String> parameters) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new StartException("--parameter takes NAME=VALUE, not " + pair);
        }
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new StartException("TOKENRY_PORT is no port: " + text);
        }
        return Integer.parseInt(text);
    }
}
