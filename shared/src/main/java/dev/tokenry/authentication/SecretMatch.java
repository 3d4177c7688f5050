package dev.tokenry.authentication;

/** Which secret of a token was presented. */
public enum SecretMatch {
    /** The current secret. */
    CURRENT,

    /** The previous secret, whose overlap has not ended. */
    PREVIOUS,

    /** A secret that no longer works. */
    RETIRED,

    /** None, as far as is known. */
    NONE
}
