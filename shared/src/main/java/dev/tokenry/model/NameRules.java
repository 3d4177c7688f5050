package dev.tokenry.model;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import java.util.regex.Pattern;

/** The rules for names of owners, projects, tokens and people. Names are case-sensitive. */
public final class NameRules {

    /** The pattern of an owner's name, for messages. */
    public static final String OWNER_PATTERN = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    /** The pattern of a project's name, for messages. */
    public static final String PROJECT_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final int MAX_DISPLAY_NAME_LENGTH = 100;

    private static final Pattern COMPILED_OWNER_PATTERN = Pattern.compile(OWNER_PATTERN);
    private static final Pattern COMPILED_PROJECT_PATTERN = Pattern.compile(PROJECT_PATTERN);

    private NameRules() {}

    public static boolean isValidOwner(String name) {
        return COMPILED_OWNER_PATTERN.matcher(name).matches();
    }

    public static boolean isValidProject(String name) {
        return COMPILED_PROJECT_PATTERN.matcher(name).matches();
    }

    /**
     * Checks the name of a token or a person: 1 to 100 characters, not blank, no control characters.
     *
     * @throws InvalidValueException when the name breaks a rule
     */
    public static void checkDisplayName(String name) throws InvalidValueException {
        if (name.isBlank() || Text.length(name) > MAX_DISPLAY_NAME_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.LENGTH,
                    "must contain 1 to " + MAX_DISPLAY_NAME_LENGTH + " characters and must not be blank");
        }
        if (Text.hasControlCharacter(name)) {
            throw new InvalidValueException(
                    ViolationReason.CONTROL_CHARACTERS, "must not contain control characters");
        }
    }
}
