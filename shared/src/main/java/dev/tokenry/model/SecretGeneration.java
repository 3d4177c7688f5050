package dev.tokenry.model;

/** The two secrets that a token can have at the same time. */
public enum SecretGeneration {
    /** The secret that was issued last. */
    CURRENT,

    /** The secret before the last regeneration. It is valid until the overlap ends. */
    PREVIOUS
}
