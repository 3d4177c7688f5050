package dev.tokenry.token;

/** Which of a token's two live secrets proved it. */
public enum SecretUsed {
    CURRENT,
    PREVIOUS
}
