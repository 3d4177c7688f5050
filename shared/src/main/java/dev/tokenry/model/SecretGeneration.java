package dev.tokenry.model;

/** The two secrets that a token can have at the same time. */
public enum SecretGeneration {
    /** The secret that was issued last. */
    CURRENT("current"),

    /** The secret before the last regeneration. It is valid until the overlap ends. */
    PREVIOUS("previous");

    private final String id;

    SecretGeneration(String id) {
        this.id = id;
    }

    /** Returns the name of the secret in records, events and the authorizer's context. */
    public String id() {
        return id;
    }
}
