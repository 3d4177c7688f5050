package dev.tokenry.administration;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Token;

/** A token as it is kept, and the whole of it, for the one answer that shows it. */
public record IssuedToken(PresentedToken value, Token token) {}
