package dev.tokenry.model;

import java.util.regex.Pattern;

/** The syntax of owner and project names. Names are case-sensitive. */
public final class NameRules {

    /** The accepted syntax of an owner name, as error messages show it. */
    public static final String OWNER_PATTERN = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    /** The accepted syntax of a project name, as error messages show it. */
    public static final String PROJECT_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern COMPILED_OWNER_PATTERN = Pattern.compile(OWNER_PATTERN);
    private static final Pattern COMPILED_PROJECT_PATTERN = Pattern.compile(PROJECT_PATTERN);

    private NameRules() {}

    /** Returns whether the name matches {@link #OWNER_PATTERN}. */
    public static boolean isValidOwner(String name) {
        return COMPILED_OWNER_PATTERN.matcher(name).matches();
    }

    /** Returns whether the name matches {@link #PROJECT_PATTERN}. */
    public static boolean isValidProject(String name) {
        return COMPILED_PROJECT_PATTERN.matcher(name).matches();
    }
}
