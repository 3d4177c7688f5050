package dev.tokenry.token;

import java.util.regex.Pattern;

/** Which names people and projects may bear. Case counts everywhere. */
public final class Names {

    /** What an owner's name looks like, for messages. */
    public static final String OWNER_FORM = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    /** What a project's name looks like, for messages. */
    public static final String PROJECT_FORM = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern OWNER = Pattern.compile(OWNER_FORM);
    private static final Pattern PROJECT = Pattern.compile(PROJECT_FORM);

    private Names() {}

    public static boolean isOwner(String text) {
        return OWNER.matcher(text).matches();
    }

    public static boolean isProject(String text) {
        return PROJECT.matcher(text).matches();
    }
}
