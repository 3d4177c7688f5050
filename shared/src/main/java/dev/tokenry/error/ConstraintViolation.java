package dev.tokenry.error;

import org.jspecify.annotations.Nullable;

/**
 * One invalid value of a request.
 *
 * @param path the parameter, header or field
 * @param message the complete message, which names the path
 * @param location null if the thrower does not know which part of the request the value is in
 */
public record ConstraintViolation(
        String path,
        ViolationReason reason,
        String message,
        @Nullable ParameterLocation location) {

    /** Returns this violation with another location. */
    public ConstraintViolation withLocation(ParameterLocation newLocation) {
        return new ConstraintViolation(path, reason, message, newLocation);
    }
}
