package dev.tokenry.administration;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenSettings;
import org.jspecify.annotations.Nullable;

/**
 * A requested token.
 *
 * @param owner null for the owner of the calling token
 * @param project null for the project of the calling token, if it is bound to one
 * @param personal whether the token is limited to the scopes of its owner's user record
 */
public record NewToken(@Nullable OwnerName owner, @Nullable String project, boolean personal, TokenSettings settings) {}
