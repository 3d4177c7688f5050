package dev.tokenry.error;

import dev.tokenry.model.TokenId;

import java.util.List;

/** An error as the caller sees it. One place, in the API's room, turns it into an answer. */
public abstract sealed class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private ApiException(String message) {
        // No stack trace: a problem is an answer, not a fault.
        super(message, null, false, false);
    }

    /** One thing that is wrong with a request, and where. */
    public record ConstraintViolation(String path, String message, ParameterLocation location) {}

    /** The part of a request that a violation is in. */
    public enum ParameterLocation {
        PATH,
        PAYLOAD_BODY,
        QUERY,
        HEADER
    }

    /** The request breaks rules that its sender could have known: all of them at once. */
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

        public List<ConstraintViolation> violations() {
            return violations;
        }
    }

    /** The principal is known and may not do this. */
    public static final class ForbiddenException extends ApiException {
        private static final long serialVersionUID = 1;

        public ForbiddenException(String message) {
            super(message);
        }
    }

    /** Nothing is there that the principal may see: unknown and foreign are told apart by nobody. */
    public static final class NotFoundException extends ApiException {
        private static final long serialVersionUID = 1;

        public NotFoundException() {
            super("There is nothing here.");
        }
    }

    /** Somebody else changed the same thing meanwhile. */
    public static final class ConflictException extends ApiException {
        private static final long serialVersionUID = 1;

        public ConflictException(String message) {
            super(message);
        }
    }

    /** What is to be changed is not, or is no longer, at the version that the request names. */
    public static final class PreconditionFailedException extends ApiException {
        private static final long serialVersionUID = 1;

        public PreconditionFailedException() {
            super("If-Match names another version than there is. Nothing was changed.");
        }
    }

    /** Names are unique, and another token of the owner has this one. */
    public static final class NameAlreadyExistsException extends ApiException {
        private static final long serialVersionUID = 1;

        public NameAlreadyExistsException(String name, TokenId existingTokenId) {
            super("The name \"" + name + "\" belongs to the token " + existingTokenId + " of the same owner. Choose another.");
        }
    }

    /** An idempotency key stands for another request than this one. */
    public static final class IdempotencyKeyReusedException extends ApiException {
        private static final long serialVersionUID = 1;

        public IdempotencyKeyReusedException() {
            super("The Idempotency-Key came with another body before. Nothing was changed; use a new key.");
        }
    }

    /** The body is larger than a request may be. */
    public static final class PayloadTooLargeException extends ApiException {
        private static final long serialVersionUID = 1;

        public PayloadTooLargeException(int maxBytes) {
            super("The request body is larger than " + maxBytes + " bytes.");
        }
    }

    /** The body is not JSON. */
    public static final class UnsupportedMediaTypeException extends ApiException {
        private static final long serialVersionUID = 1;

        public UnsupportedMediaTypeException() {
            super("The request body must be application/json.");
        }
    }
}
