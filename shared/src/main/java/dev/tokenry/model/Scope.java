package dev.tokenry.model;

import java.util.regex.Pattern;

/** One thing that a token may do. Which scopes there are is the {@link ScopeCatalogue}'s to say. */
public record Scope(String name) {

    // First of all: the scopes below are checked by it.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,63}");

    /** May manage every token, and grant any scope. */
    public static final Scope MANAGE_ALL_TOKENS = new Scope("TenantTokenManagement");

    public static final Scope READ_TOKENS = new Scope("apiTokens.read");
    public static final Scope WRITE_TOKENS = new Scope("apiTokens.write");
    public static final Scope READ_USERS = new Scope("users.read");
    public static final Scope WRITE_USERS = new Scope("users.write");

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
