package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A method of a resource, with its function and its authorizer, which is null if the route has none. */
public record Route(
        String method,
        String resource,
        String functionId,
        @Nullable String authorizer,
        Duration timeout,
        Payload payload) {

    /**
     * The resource of an HTTP API's default route, which receives every request that no other route matches; its method
     * is ANY.
     */
    public static final String DEFAULT = "$default";

    /** The format of the events that the function receives. */
    public enum Payload {
        REST,
        HTTP_1,
        HTTP_2
    }

    /** A route of a REST API. */
    public Route(String method, String resource, String functionId, @Nullable String authorizer, Duration timeout) {
        this(method, resource, functionId, authorizer, timeout, Payload.REST);
    }

    /** Returns the route key of an HTTP API. */
    public String key() {
        return isDefault() ? DEFAULT : method + " " + resource;
    }

    public boolean isDefault() {
        return resource.equals(DEFAULT);
    }
}
