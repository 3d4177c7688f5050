package dev.tokenry.functions;

import java.util.Map;
import java.util.Optional;

/** The environment variables that the template sets for a function. */
record Environment(Map<String, String> variables) {

    Environment {
        variables = Map.copyOf(variables);
    }

    /** @throws IllegalStateException if the variable is not set or blank */
    String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalStateException("The environment variable " + name + " is not set"));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    boolean bool(String name) {
        return switch (required(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException("The environment variable " + name + " is not true or false");
        };
    }

    int integer(String name) {
        String value = required(name);
        if (!value.matches("[0-9]{1,6}")) {
            throw new IllegalStateException("The environment variable " + name + " is not a whole number");
        }
        return Integer.parseInt(value);
    }
}
