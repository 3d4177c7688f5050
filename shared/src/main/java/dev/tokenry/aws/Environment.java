package dev.tokenry.aws;

import dev.tokenry.text.Text;
import java.util.Map;
import java.util.Optional;

/** Environment variables of a function, as set in the template. */
public record Environment(Map<String, String> variables) {

    private static final int MAX_DIGITS = 6;

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Returns the value of a required variable. */
    public String required(String name) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            throw new IllegalStateException("The environment variable " + name + " is not set");
        }
        return value.get();
    }

    public Optional<String> optional(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    public boolean bool(String name) {
        return switch (required(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException("The environment variable " + name + " is not true or false");
        };
    }

    public int integer(String name) {
        String value = required(name);
        if (!Text.isDigits(value, MAX_DIGITS)) {
            throw new IllegalStateException("The environment variable " + name + " is not an integer");
        }
        return Integer.parseInt(value);
    }
}
