package dev.tokenry.model;

import java.util.regex.Pattern;

/** Which names people and projects may bear. Case counts everywhere. */
public final class NameRules {

    /** What an owner's name looks like, for messages. */
    public static final String OWNER_PATTERN = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    /** What a project's name looks like, for messages. */
    public static final String PROJECT_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern COMPILED_OWNER_PATTERN = Pattern.compile(OWNER_PATTERN);
    private static final Pattern COMPILED_PROJECT_PATTERN = Pattern.compile(PROJECT_PATTERN);

    private NameRules() {}

    public static boolean isValidOwner(String name) {
        return COMPILED_OWNER_PATTERN.matcher(name).matches();
    }

    public static boolean isValidProject(String name) {
        return COMPILED_PROJECT_PATTERN.matcher(name).matches();
    }
}
