package dev.tokenry.model;

import org.jspecify.annotations.Nullable;

/**
 * Where notices to a user go.
 *
 * @param email null if the user receives no mail
 * @param language the language of the mail; null for English
 */
public record Contact(
        @Nullable EmailAddress email, @Nullable Language language) {

    public static final Contact NONE = new Contact(null, null);
}
