package dev.tokenry.error;

/**
 * The machine-readable cause of an error response. The values are part of the API: they are documented in
 * {@code docs/api.md} and {@code docs/openapi.yaml}, and never change. Later versions may add some.
 */
public enum ErrorReason {
    /** The request is invalid; its violations say why. */
    INVALID_REQUEST("invalid-request"),

    /** The request has no valid token. API Gateway alone creates this error. */
    UNAUTHORIZED("unauthorized"),

    /** The token does not have a scope that the route requires. */
    MISSING_SCOPE("missing-scope"),

    /** The token is not bound to the project of the request. */
    OTHER_PROJECT("other-project"),

    /** The token cannot be used from the address of the request. */
    ADDRESS_NOT_ALLOWED("address-not-allowed"),

    /** The token would be usable from addresses from which the calling token is not. */
    OTHER_ADDRESSES("other-addresses"),

    /** The user of the token is not permitted to manage tokens. */
    MANAGEMENT_NOT_ALLOWED("management-not-allowed"),

    /** The request was authenticated with the previous secret of a regenerated token. */
    PREVIOUS_SECRET("previous-secret"),

    /** The request grants a scope that the token does not have. */
    SCOPE_NOT_HELD("scope-not-held"),

    /** The token is not permitted to create or strengthen tokens of this owner. */
    OTHER_OWNER("other-owner"),

    /** The request creates or strengthens a token that expires later than the calling token. */
    OUTLIVES("outlives"),

    /** A personal access token creates or strengthens a token that is not personal. */
    PERSONAL_ONLY("personal-only"),

    /** A token changes itself in a way that is permitted only to other tokens. */
    OWN_TOKEN("own-token"),

    /** A token that is bound to a project accesses users. */
    USERS_BOUND("users-bound"),

    /** A token that is bound to a project changes scopes or scope templates. */
    SCOPES_BOUND("scopes-bound"),

    /** Any other denial. */
    ACCESS_DENIED("access-denied"),

    /** The path, method or resource does not exist, or is not visible to the principal. */
    NOT_FOUND("not-found"),

    /** Concurrent requests change the same resource. No changes were made. */
    CONCURRENT_CHANGE("concurrent-change"),

    /** The token was changed while it was regenerated. Its secret was not changed. */
    REGENERATE_CONFLICT("regenerate-conflict"),

    /** The user still has tokens. */
    USER_HAS_TOKENS("user-has-tokens"),

    /** Tokens are still bound to the project. */
    PROJECT_HAS_TOKENS("project-has-tokens"),

    /** Trusts still give tokens of the user. */
    USER_HAS_TRUSTS("user-has-trusts"),

    /** Trusts still give tokens of the project. */
    PROJECT_HAS_TRUSTS("project-has-trusts"),

    /** Trusts still name the issuer. */
    ISSUER_HAS_TRUSTS("issuer-has-trusts"),

    /** The owner of a new user record already has tokens. */
    OWNER_HAS_TOKENS("owner-has-tokens"),

    /** Tokens still have the scope. */
    SCOPE_IN_USE("scope-in-use"),

    /** The scope belongs to an API, whose stack declares it or has declared it. */
    SCOPE_OF_API("scope-of-api"),

    /** The environment already has as many scopes of its own, or scope templates, as it can have. */
    SCOPE_LIMIT("scope-limit"),

    /** The owner has as many tokens as the environment permits. */
    TOKEN_LIMIT("token-limit"),

    /** The project has as many trusts as it can have. */
    TRUST_LIMIT("trust-limit"),

    /** The owner already has a token with this name, or a trust that the caller does not see has it. */
    NAME_TAKEN("name-taken"),

    /** The subject of an issuer is an identity of another user. */
    IDENTITY_TAKEN("identity-taken"),

    /** The resource does not meet the precondition of the request. */
    PRECONDITION_FAILED("precondition-failed"),

    /** The request is larger than the limit. */
    TOO_LARGE("too-large"),

    /** The body is not declared as JSON in UTF-8, or has an encoding that is not supported. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type"),

    /** The idempotency key was already used with a different body. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused"),

    /** There are too many requests. API Gateway alone creates this error. */
    THROTTLED("throttled"),

    /** An unexpected error. */
    INTERNAL("internal"),

    /** The function failed or returned an invalid response. API Gateway alone creates this error. */
    BAD_GATEWAY("bad-gateway"),

    /** A dependency is unavailable. */
    UNAVAILABLE("unavailable"),

    /** A dependency did not respond to a write, so it is unknown whether the change was made. */
    OUTCOME_UNKNOWN("outcome-unknown"),

    /** An administrator restores data; only writes that take access away are possible. No changes were made. */
    FROZEN("frozen"),

    /** The function did not respond in time. API Gateway alone creates this error. */
    GATEWAY_TIMEOUT("gateway-timeout");

    private final String value;

    ErrorReason(String value) {
        this.value = value;
    }

    /** Returns the value in responses. */
    public String value() {
        return value;
    }
}
