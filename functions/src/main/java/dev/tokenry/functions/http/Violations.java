package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the violations of a request, so that one response contains all of them. */
public final class Violations {

    private final ParameterLocation location;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    /** @param location the location of violations that are added without one */
    public Violations(ParameterLocation location) {
        this.location = location;
    }

    /**
     * Adds a violation.
     *
     * @param predicate the message without the path, for example {@code is required}
     */
    public void add(String path, ViolationReason reason, String predicate) {
        add(path, reason, predicate, location);
    }

    /** Adds a violation in another location. */
    public void add(String path, ViolationReason reason, String predicate, ParameterLocation otherLocation) {
        violations.add(new ConstraintViolation(path, reason, path + " " + predicate, otherLocation));
    }

    /** Adds a violation for a value that cannot be parsed. */
    public void add(String path, InvalidValueException e) {
        add(path, e.reason(), e.getMessage());
    }

    /** Adds a violation with a complete message, which names what is invalid by itself. */
    public void addMessage(String path, ViolationReason reason, String message) {
        violations.add(new ConstraintViolation(path, reason, message, location));
    }

    public void addAll(List<ConstraintViolation> others) {
        violations.addAll(others);
    }

    /** @throws ApiException.InvalidRequestException with all violations, in the order in which they were added */
    public void throwIfAny() {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    /** @throws ApiException.InvalidRequestException with all violations, ordered by their paths */
    public void throwIfAnyByPath() {
        violations.sort(Comparator.comparing(ConstraintViolation::path));
        throwIfAny();
    }
}
