package dev.tokenry.error;

/**
 * Thrown when a stored record cannot be read, because an attribute is missing, of another type or out of range, or
 * the record has a later format. The
 * message names the record and the attribute but not the value.
 */
public final class CorruptRecordException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    /** @param message names the record and not its values */
    public CorruptRecordException(String message) {
        super(message);
    }

    public CorruptRecordException(String key, String attribute) {
        super("The record " + key + " is corrupt: " + attribute);
    }
}
