package dev.tokenry.error;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An error response to a caller of the API. The HTTP layer maps each subclass to a status code and renders the message
 * in the error envelope, so the message must not contain secrets.
 */
public abstract sealed class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private ApiException(String message) {
        // No stack trace: an error response is an expected outcome, not a fault.
        super(message, null, false, false);
    }

    /**
     * A violation of one constraint by a request.
     *
     * @param path the name of the field, parameter or header
     * @param message what is wrong with its value
     * @param location the part of the request that contains it; null if the HTTP layer finds it by the name
     */
    public record ConstraintViolation(
            String path, String message, @Nullable ParameterLocation location) {}

    /** The part of a request that contains an invalid value. The names are published in {@code parameterLocation}. */
    public enum ParameterLocation {
        PATH,
        PAYLOAD_BODY,
        QUERY,
        HEADER
    }

    /** Thrown when a request is not valid (status 400). Contains all violations that were found, not only the first. */
    public static final class InvalidRequestException extends ApiException {
        private static final long serialVersionUID = 1;
        private final transient List<ConstraintViolation> violations;

        public InvalidRequestException(List<ConstraintViolation> violations) {
            super(violations.size() == 1 ? violations.getFirst().message() : "The request is not valid.");
            this.violations = List.copyOf(violations);
        }

        public InvalidRequestException(String path, String message, ParameterLocation location) {
            this(List.of(new ConstraintViolation(path, message, location)));
        }

        /** Creates an error for a field in an unknown part of the request. */
        public InvalidRequestException(String field, String message) {
            this(List.of(new ConstraintViolation(field, message, null)));
        }

        public List<ConstraintViolation> violations() {
            return violations;
        }

        /** Returns this error with each violation replaced. */
        public InvalidRequestException mapViolations(UnaryOperator<ConstraintViolation> replacement) {
            return new InvalidRequestException(
                    violations.stream().map(replacement).toList());
        }
    }

    /** Thrown when the principal is authenticated but not allowed to make the request (status 403). */
    public static final class ForbiddenException extends ApiException {
        private static final long serialVersionUID = 1;

        public ForbiddenException(String message) {
            super(message);
        }
    }

    /**
     * Thrown when a resource does not exist or is not visible to the principal (status 404). The response is the same
     * in both cases.
     */
    public static final class NotFoundException extends ApiException {
        private static final long serialVersionUID = 1;

        public NotFoundException() {
            super("There is nothing here.");
        }
    }

    /** Thrown when a request conflicts with the current state or with concurrent requests (status 409). */
    public static final class ConflictException extends ApiException {
        private static final long serialVersionUID = 1;

        public ConflictException(String message) {
            super(message);
        }
    }

    /** Thrown when the current version of a resource does not meet the precondition of the request (status 412). */
    public static final class PreconditionFailedException extends ApiException {
        private static final long serialVersionUID = 1;

        public PreconditionFailedException() {
            super("If-Match names another version than there is. Nothing was changed.");
        }
    }

    /** Thrown when token names must be unique and another token of the owner has the name (status 409). */
    public static final class NameAlreadyExistsException extends ApiException {
        private static final long serialVersionUID = 1;

        public NameAlreadyExistsException(String name, String existingTokenId) {
            super("The name \"" + name + "\" belongs to the token " + existingTokenId
                    + " of the same owner. Choose another.");
        }
    }

    /** Thrown when an idempotency key was already used with another request body (status 422). */
    public static final class IdempotencyKeyReusedException extends ApiException {
        private static final long serialVersionUID = 1;

        public IdempotencyKeyReusedException() {
            super("The Idempotency-Key came with another body before. Nothing was changed; use a new key.");
        }
    }

    /** Thrown when the request body exceeds the size limit (status 413). */
    public static final class PayloadTooLargeException extends ApiException {
        private static final long serialVersionUID = 1;

        /** @param maxBytes the size limit in bytes */
        public PayloadTooLargeException(int maxBytes) {
            super("The request body is larger than " + maxBytes + " bytes.");
        }
    }

    /** Thrown when the content type of the request body is not JSON (status 415). */
    public static final class UnsupportedMediaTypeException extends ApiException {
        private static final long serialVersionUID = 1;

        public UnsupportedMediaTypeException() {
            super("The request body must be application/json.");
        }
    }
}
