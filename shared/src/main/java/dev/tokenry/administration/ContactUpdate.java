package dev.tokenry.administration;

import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import org.jspecify.annotations.Nullable;

/**
 * A requested change of a contact. What it does not set stays as it is, because a caller may not see it.
 *
 * @param email null to remove it
 * @param language null to remove it
 */
public record ContactUpdate(
        boolean setsEmail,
        @Nullable EmailAddress email,
        boolean setsLanguage,
        @Nullable Language language) {

    public static final ContactUpdate NONE = new ContactUpdate(false, null, false, null);

    Contact applyTo(Contact current) {
        return new Contact(setsEmail ? email : current.email(), setsLanguage ? language : current.language());
    }
}
