package dev.tokenry.error;

/**
 * Thrown when a stored record cannot be read, because an attribute is missing, of another type or out of range. The
 * message names the record and the attribute but not the value.
 */
public sealed class CorruptRecordException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    private CorruptRecordException(String message) {
        super(message);
    }

    public CorruptRecordException(String key, String attribute) {
        this("The record " + key + " is corrupt: " + attribute);
    }

    /** Thrown when a record was written by a later release, in a format that this one does not know. */
    public static final class LaterFormatException extends CorruptRecordException {

        private static final long serialVersionUID = 1;

        public LaterFormatException(String key, long version, long maxVersion) {
            super("The record " + key + " has format version " + version + "; this program supports versions up to "
                    + maxVersion);
        }
    }
}
