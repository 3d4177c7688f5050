package dev.tokenry.functions;

import java.util.Map;

/** The composition root: environment in, objects out. The only reader of the environment. */
public final class Wiring {

    private final Map<String, String> environment;

    private Wiring(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What the Lambda runtime gives. */
    public static Wiring fromEnvironment() {
        return new Wiring(System.getenv());
    }

    /** What a test or the local stack gives: nothing else is looked at. */
    public static Wiring of(Map<String, String> environment) {
        return new Wiring(environment);
    }

    /** The value of a variable that the template must set. */
    String required(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The environment variable " + name + " is not set");
        }
        return value;
    }
}
