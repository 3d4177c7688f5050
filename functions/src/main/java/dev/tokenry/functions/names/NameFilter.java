package dev.tokenry.functions.names;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.NameRules;
import dev.tokenry.text.Text;

/** What selects the records of a list, besides their names. It is a query parameter, which is optional. */
public enum NameFilter {
    /** Records whose names contain a text. */
    TEXT("text") {
        @Override
        void check(String value) throws InvalidValueException {
            if (Text.length(value) > MAX_TEXT_LENGTH) {
                throw new InvalidValueException(
                        ViolationReason.TOO_LONG, "must contain at most " + MAX_TEXT_LENGTH + " characters");
            }
        }
    },

    /** Records of a project. */
    PROJECT("project") {
        @Override
        void check(String value) throws InvalidValueException {
            if (!NameRules.isValidProject(value)) {
                throw new InvalidValueException(ViolationReason.PATTERN, "must match " + NameRules.PROJECT_PATTERN);
            }
        }
    };

    private static final int MAX_TEXT_LENGTH = 100;

    private final String parameter;

    NameFilter(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }

    /** Checks a value that is not empty. */
    abstract void check(String value) throws InvalidValueException;

    /** Returns whether a value is empty, so that it selects all records, or valid. */
    boolean isValid(String value) {
        try {
            if (!value.isEmpty()) {
                check(value);
            }
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
