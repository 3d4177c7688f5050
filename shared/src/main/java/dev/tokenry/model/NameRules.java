package dev.tokenry.model;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.text.Text;
import dev.tokenry.text.VisibleText;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The rules for names of projects, tokens and people, and for descriptions. Project names are case-sensitive. */
public final class NameRules {

    /** The accepted syntax of a project name, as error messages show it. */
    public static final String PROJECT_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern COMPILED_PROJECT_PATTERN = Pattern.compile(PROJECT_PATTERN);

    private static final int MAX_DISPLAY_NAME_LENGTH = 100;
    private static final int MAX_DESCRIPTION_LENGTH = 1000;
    private static final int MAX_SCOPE_DESCRIPTION_LENGTH = 200;

    private NameRules() {}

    /** Returns whether the name matches {@link #PROJECT_PATTERN}. */
    public static boolean isValidProject(String name) {
        return COMPILED_PROJECT_PATTERN.matcher(name).matches();
    }

    /**
     * Checks the name of a token or a person: 1 to 100 characters, which people can see.
     *
     * @throws InvalidValueException if the name breaks a rule
     */
    public static void checkDisplayName(String name) throws InvalidValueException {
        if (VisibleText.isBlank(name) || Text.length(name) > MAX_DISPLAY_NAME_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.LENGTH,
                    "must contain 1 to " + MAX_DISPLAY_NAME_LENGTH + " characters and must not be blank");
        }
        rejectForbidden(VisibleText.findForbidden(name));
    }

    /**
     * Checks a description: at most 1,000 characters, which people can see, and line feeds and tabs.
     *
     * @throws InvalidValueException if the description breaks a rule
     */
    public static void checkDescription(String description) throws InvalidValueException {
        if (Text.length(description) > MAX_DESCRIPTION_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.TOO_LONG, "must contain at most " + MAX_DESCRIPTION_LENGTH + " characters");
        }
        rejectForbidden(VisibleText.findForbiddenInLines(description));
    }

    /**
     * Checks the description of a scope: 1 to 200 characters, which people can see.
     *
     * @throws InvalidValueException if the description breaks a rule
     */
    public static void checkScopeDescription(String description) throws InvalidValueException {
        if (VisibleText.isBlank(description) || Text.length(description) > MAX_SCOPE_DESCRIPTION_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.LENGTH,
                    "must contain 1 to " + MAX_SCOPE_DESCRIPTION_LENGTH + " characters and must not be blank");
        }
        rejectForbidden(VisibleText.findForbidden(description));
    }

    /**
     * Checks where a leak was found: 1 to {@link Leak#MAX_SOURCE_LENGTH} characters, which people can see.
     *
     * @throws InvalidValueException if the text breaks a rule
     */
    public static void checkLeakSource(String source) throws InvalidValueException {
        if (VisibleText.isBlank(source)) {
            throw new InvalidValueException(ViolationReason.LENGTH, "must not be blank");
        }
        if (Text.length(source) > Leak.MAX_SOURCE_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.TOO_LONG, "must contain at most " + Leak.MAX_SOURCE_LENGTH + " characters");
        }
        rejectForbidden(VisibleText.findForbidden(source));
    }

    private static void rejectForbidden(OptionalInt codePoint) throws InvalidValueException {
        if (codePoint.isPresent()) {
            throw new InvalidValueException(
                    ViolationReason.CONTROL_CHARACTERS,
                    "must not contain control characters, invisible characters and characters that change the order"
                            + " of the text, such as U+%04X".formatted(codePoint.getAsInt()));
        }
    }
}
