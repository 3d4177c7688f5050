package dev.tokenry.store;

import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;

/** Users for tests of what keeps them. */
public final class SampleUsers {

    private SampleUsers() {}

    /** Has a value in every field that may be without. */
    public static User full(String name) {
        return new User(name, "Anna", "Ørsted 晚安", true, Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS), true, 7);
    }

    /** Has no value in any field that may be without. */
    public static User bare(String name) {
        return new User(name, null, null, false, Scopes.NONE, false, 1);
    }
}
