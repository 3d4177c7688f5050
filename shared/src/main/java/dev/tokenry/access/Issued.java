package dev.tokenry.access;

import dev.tokenry.token.PresentedToken;
import dev.tokenry.token.Token;

/** A token as it is kept, and the whole of it, for the one answer that shows it. */
public record Issued(PresentedToken whole, Token token) {}
