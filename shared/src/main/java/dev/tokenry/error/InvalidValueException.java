package dev.tokenry.error;

/**
 * Thrown when the value of a parameter or field is rejected. The message is meant for the caller and continues the name
 * of the parameter, for example "must be a number".
 */
public final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1;

    public InvalidValueException(String reason) {
        // No stack trace: it describes the input, not a fault.
        super(reason, null, false, false);
    }
}
