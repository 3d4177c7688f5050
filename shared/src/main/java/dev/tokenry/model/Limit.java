package dev.tokenry.model;

/** A limit of the environment that a single token can violate. */
public enum Limit {
    /** The token expires too late, or never. */
    MAX_TOKEN_LIFETIME("maxTokenLifetime"),

    /** The token has no expiration. */
    REQUIRE_EXPIRATION("requireExpiration"),

    /** The token can be used from every address. */
    REQUIRE_ALLOWED_IPS("requireAllowedIps");

    private final String value;

    Limit(String value) {
        this.value = value;
    }

    /** Returns the name of the limit in responses. */
    public String value() {
        return value;
    }
}
