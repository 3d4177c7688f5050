package dev.tokenry.model;

import dev.tokenry.text.AsciiSet;
import java.util.Optional;

/**
 * An email address that Amazon SES accepts: an ASCII local part of at most 64 characters and a domain name, in Punycode
 * if it is internationalized. It contains no character with a meaning in a header.
 */
public record EmailAddress(String value) {

    /** The accepted syntax, as error messages show it. */
    public static final String SYNTAX = "an email address such as anna@example.com, in ASCII characters";

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_PART = 64;
    private static final int MAX_LABEL = 63;
    private static final AsciiSet LOCAL_CHARACTERS = AsciiSet.of("A-Za-z0-9!#$%&'*+/=?^_`{|}~-");
    private static final AsciiSet DOMAIN_CHARACTERS = AsciiSet.of("A-Za-z0-9-");

    /** @throws IllegalArgumentException if the value is not an email address */
    public EmailAddress {
        if (!isValid(value)) {
            throw new IllegalArgumentException("Not an email address");
        }
    }

    public static Optional<EmailAddress> parse(String text) {
        return isValid(text) ? Optional.of(new EmailAddress(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at > MAX_LOCAL_PART || text.length() > MAX_LENGTH) {
            return false;
        }
        String domain = text.substring(at + 1);
        return domain.indexOf('.') >= 0 && isLocalPart(text.substring(0, at)) && isDomain(domain);
    }

    private static boolean isLocalPart(String text) {
        for (String atom : text.split("\\.", -1)) {
            if (!LOCAL_CHARACTERS.isWord(atom)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDomain(String text) {
        for (String label : text.split("\\.", -1)) {
            if (!DOMAIN_CHARACTERS.isWord(label)
                    || label.length() > MAX_LABEL
                    || label.startsWith("-")
                    || label.endsWith("-")) {
                return false;
            }
        }
        return true;
    }
}
