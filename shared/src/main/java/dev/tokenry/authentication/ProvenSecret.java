package dev.tokenry.authentication;

import dev.tokenry.model.Token;

/**
 * A token, and which of its secrets the caller has.
 *
 * @param match not {@link SecretMatch#NONE}
 */
public record ProvenSecret(Token token, SecretMatch match) {}
