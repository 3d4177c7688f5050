package dev.tokenry.model;

/** Which of a token's two live secrets proved it. */
public enum SecretGeneration {
    CURRENT,
    PREVIOUS
}
