package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One method of one resource, the function behind it and the authorizer before it (null: none). */
public record Route(
        String method,
        String resource,
        String functionId,
        @Nullable String authorizer,
        Duration timeout,
        Payload payload) {

    /** The resource of an HTTP API's route for all that no other route takes; its method is ANY. */
    public static final String DEFAULT = "$default";

    /** The form of the events that the function gets. */
    public enum Payload {
        REST,
        HTTP_1,
        HTTP_2
    }

    /** A route of a REST API. */
    public Route(String method, String resource, String functionId, @Nullable String authorizer, Duration timeout) {
        this(method, resource, functionId, authorizer, timeout, Payload.REST);
    }

    /** What HTTP APIs call the route key. */
    public String key() {
        return isDefault() ? DEFAULT : method + " " + resource;
    }

    public boolean isDefault() {
        return resource.equals(DEFAULT);
    }
}
