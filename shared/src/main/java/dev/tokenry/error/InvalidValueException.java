package dev.tokenry.error;

/**
 * Thrown when the text of a parameter cannot be parsed. The message is written for callers and follows the name of the
 * parameter: {@code must be …}, {@code is …}. A handler turns it into a {@link ConstraintViolation}.
 */
public final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1;

    private final ViolationReason reason;

    public InvalidValueException(ViolationReason reason, String message) {
        // No stack trace: this is a response and not a failure.
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns the machine-readable cause. */
    public ViolationReason reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
