package dev.tokenry.error;

/**
 * Thrown when a stored record cannot be read, because an attribute is missing, of another type or out of range. The
 * message names the record and the attribute but not the value.
 */
public final class CorruptRecordException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    public CorruptRecordException(String key, String attribute) {
        super("The record " + key + " is corrupt: " + attribute);
    }
}
