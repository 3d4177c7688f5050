package dev.tokenry.exchange;

/**
 * Why an exchange is rejected. Reasons are for logs and metrics; callers get one text for almost all of them, because
 * who has proved nothing learns nothing.
 */
public enum RejectionReason {
    /** The text is not a JWS in its compact form, or its parts are not base64url or JSON. */
    MALFORMED("malformed"),
    TOO_LONG("tooLong"),
    /** The header has other members than those that are known, or one with an invalid value. */
    HEADER("header"),
    /** The algorithm is not supported, or is not that of the key. */
    ALGORITHM("algorithm"),
    UNKNOWN_TRUST("unknownTrust"),
    TRUST_OFF("trustOff"),
    TRUST_EXPIRED("trustExpired"),
    ISSUER_OFF("issuerOff"),
    /** The token is of another issuer than that of the trust. */
    OTHER_ISSUER("otherIssuer"),
    UNKNOWN_KEY("unknownKey"),
    SIGNATURE("signature"),
    AUDIENCE("audience"),
    EXPIRED("expired"),
    TOO_OLD("tooOld"),
    NOT_YET("notYet"),
    LIVES_TOO_LONG("livesTooLong"),
    /** The token is not an id token, or a registered claim is absent or has an invalid value. */
    TYPE("type"),
    CONDITION("condition"),
    /** The event that started the job is one in which strangers choose what runs. */
    EVENT("event"),
    REPLAYED("replayed"),
    NO_USER("noUser"),
    USER_OFF("userOff"),
    SCOPE("scope"),
    CODE("code"),
    /** A limit of the installation does not allow what the trust gives. */
    POLICY("policy");

    private final String id;

    RejectionReason(String id) {
        this.id = id;
    }

    /**
     * Returns whether the issuer has signed the claims of a token that {@link IdTokenVerifier} rejects for this reason:
     * it checks them after the signature.
     */
    public boolean isOfSignedToken() {
        return switch (this) {
            case AUDIENCE, EXPIRED, TOO_OLD, NOT_YET, LIVES_TOO_LONG, TYPE, CONDITION, EVENT -> true;
            default -> false;
        };
    }

    /** Returns the name of the reason in logs and metrics. */
    public String id() {
        return id;
    }
}
