package dev.tokenry.administration;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Token;

/** A stored token with its token value, for the one response that contains the value. */
public record IssuedToken(PresentedToken value, Token token) {}
