package dev.tokenry.error;

/** Why a parameter cannot be taken, in words for the caller that go on behind the parameter's name. */
final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidValueException(String why) {
        // No stack trace: it is an answer, not a fault.
        super(why, null, false, false);
    }
}
