package dev.tokenry.store;

import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;

/** Creates users for tests. */
public final class SampleUsers {

    private SampleUsers() {}

    /** Returns a user with a value in every optional field. */
    public static User full(String name) {
        return new User(name, "Anna", "Ørsted 晚安", true, Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS), true, 7)
                .withContact(new Contact(new EmailAddress("anna.o'r+1@mail.example.com"), Language.RUSSIAN))
                .withConfirmed(true);
    }

    /** Returns a user without a value in any optional field. */
    public static User bare(String name) {
        return new User(name, null, null, false, Scopes.NONE, false, 1);
    }
}
