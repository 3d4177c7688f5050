package dev.tokenry.exchange;

/** The kinds of issuers. Each has rules of its own for what its claims prove. */
public enum IssuerKind {
    GITHUB,
    GITLAB,
    AWS,
    GOOGLE,
    KUBERNETES,
    CUSTOM,
    PEOPLE
}
