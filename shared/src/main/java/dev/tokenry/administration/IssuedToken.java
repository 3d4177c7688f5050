package dev.tokenry.administration;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Token;

/**
 * A stored token with its token value.
 *
 * @param value id and secret; only the response to this request contains them
 */
public record IssuedToken(PresentedToken value, Token token) {}
