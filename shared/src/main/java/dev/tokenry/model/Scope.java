package dev.tokenry.model;

import java.util.regex.Pattern;

/**
 * One thing that a token may do. The {@link ScopeCatalogue} lists the scopes that exist.
 *
 * @param name a letter, followed by up to 63 letters, digits or dots; case-sensitive
 */
public record Scope(String name) {

    // Declared before the scopes below, because their constructor uses it.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,63}");

    /** Allows managing the tokens of every owner and granting any scope. */
    public static final Scope MANAGE_ALL_TOKENS = new Scope("TenantTokenManagement");

    public static final Scope READ_TOKENS = new Scope("apiTokens.read");
    public static final Scope WRITE_TOKENS = new Scope("apiTokens.write");
    public static final Scope READ_USERS = new Scope("users.read");
    public static final Scope WRITE_USERS = new Scope("users.write");

    /** @throws IllegalArgumentException if the name is not valid */
    public Scope {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a scope name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
