package dev.tokenry.error;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An error that the caller of the API receives. {@code functions.http} maps it to a response. */
public abstract sealed class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorReason reason;

    private ApiException(ErrorReason reason, String message) {
        // No stack trace: this is a response and not a failure.
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns the machine-readable cause. */
    public ErrorReason reason() {
        return reason;
    }

    /** Thrown when a request is invalid. Contains all violations of the request. */
    public static final class InvalidRequestException extends ApiException {
        private static final long serialVersionUID = 1;
        private final transient List<ConstraintViolation> violations;

        public InvalidRequestException(List<ConstraintViolation> violations) {
            super(
                    ErrorReason.INVALID_REQUEST,
                    violations.size() == 1 ? violations.getFirst().message() : "The request is not valid.");
            this.violations = List.copyOf(violations);
        }

        /** @param message the complete message, which names the path */
        public InvalidRequestException(
                String path, ViolationReason reason, String message, ParameterLocation location) {
            this(List.of(new ConstraintViolation(path, reason, message, location)));
        }

        /**
         * Creates an error for a value in an unknown part of the request.
         *
         * @param message the complete message, which names the path
         */
        public InvalidRequestException(String path, ViolationReason reason, String message) {
            this(List.of(new ConstraintViolation(path, reason, message, null)));
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

    /** Thrown when the principal must not perform the operation. */
    public static final class ForbiddenException extends ApiException {
        private static final long serialVersionUID = 1;

        public ForbiddenException(ErrorReason reason, String message) {
            super(reason, message);
        }
    }

    /**
     * Thrown when a resource does not exist or is not visible to the principal. The two cases are indistinguishable.
     */
    public static final class NotFoundException extends ApiException {
        private static final long serialVersionUID = 1;
        private final boolean denial;

        public NotFoundException() {
            this(false);
        }

        private NotFoundException(boolean denial) {
            super(ErrorReason.NOT_FOUND, "Not found.");
            this.denial = denial;
        }

        /** Creates an error for a resource that the principal must not see. The response is that of a missing one. */
        public static NotFoundException notVisible() {
            return new NotFoundException(true);
        }

        /**
         * Returns whether it is known that the resource is not visible to the principal, for logs and not for callers.
         */
        public boolean isDenial() {
            return denial;
        }
    }

    /** Thrown when the current state does not permit the operation, or a concurrent request changed it. */
    public static final class ConflictException extends ApiException {
        private static final long serialVersionUID = 1;

        public ConflictException(ErrorReason reason, String message) {
            super(reason, message);
        }
    }

    /** Thrown when a resource does not, or no longer, meet the precondition of the request. */
    public static final class PreconditionFailedException extends ApiException {
        private static final long serialVersionUID = 1;

        /** @param message why the precondition is not met, without the sentence on changes */
        public PreconditionFailedException(String message) {
            super(ErrorReason.PRECONDITION_FAILED, message + " No changes were made.");
        }
    }

    /** Thrown when a write is not possible while an administrator restores data. */
    public static final class ManagementFrozenException extends ApiException {
        private static final long serialVersionUID = 1;

        public ManagementFrozenException() {
            super(
                    ErrorReason.FROZEN,
                    "Changes are paused while an administrator restores data. No changes were made. Deleting and"
                            + " disabling are possible.");
        }
    }

    /** Thrown when names are unique and another token of the owner has the name. */
    public static final class NameAlreadyExistsException extends ApiException {
        private static final long serialVersionUID = 1;

        private final String name;
        private final @Nullable String existingTokenId;

        /** @param existingTokenId null if it is not known, or not shown, which token has the name */
        public NameAlreadyExistsException(String name, @Nullable String existingTokenId) {
            super(
                    ErrorReason.NAME_TAKEN,
                    "A token named \"" + name + "\" already exists for this owner"
                            + (existingTokenId == null ? "" : " (" + existingTokenId + ")")
                            + ". Choose a different name.");
            this.name = name;
            this.existingTokenId = existingTokenId;
        }

        /** Returns the id of the token that has the name; empty if it is not known or not shown. */
        public Optional<String> existingTokenId() {
            return Optional.ofNullable(existingTokenId);
        }

        /** Returns the exception for a caller that must not see which token has the name. */
        public NameAlreadyExistsException withoutTokenId() {
            return new NameAlreadyExistsException(name, null);
        }
    }

    /** Thrown when an idempotency key was used with a different request. */
    public static final class IdempotencyKeyReusedException extends ApiException {
        private static final long serialVersionUID = 1;

        public IdempotencyKeyReusedException() {
            super(
                    ErrorReason.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was already used for a different request. Use a new key.");
        }
    }

    /** Thrown when the body is larger than the limit. */
    public static final class PayloadTooLargeException extends ApiException {
        private static final long serialVersionUID = 1;

        public PayloadTooLargeException(int maxBytes) {
            super(ErrorReason.TOO_LARGE, "The request body is larger than " + maxBytes + " bytes.");
        }
    }

    /** Thrown when the body is not declared as JSON in UTF-8, or has an encoding that is not supported. */
    public static final class UnsupportedMediaTypeException extends ApiException {
        private static final long serialVersionUID = 1;

        public UnsupportedMediaTypeException(String message) {
            super(ErrorReason.UNSUPPORTED_MEDIA_TYPE, message);
        }
    }
}
