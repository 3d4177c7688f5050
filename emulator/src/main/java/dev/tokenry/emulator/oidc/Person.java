package dev.tokenry.emulator.oidc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A person who can sign in.
 *
 * @param subject the {@code sub} of the id tokens
 * @param name the name on the page
 * @param description what distinguishes them from the others on the page
 * @param claims further claims of the id tokens
 */
public record Person(String subject, String name, String description, Map<String, Object> claims) {

    public Person {
        // In this order, they are in the tokens.
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }
}
