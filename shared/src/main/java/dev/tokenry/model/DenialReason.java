package dev.tokenry.model;

/**
 * The reason why a request is denied, for logs and metrics. The names are published as values of a metric dimension.
 */
public enum DenialReason {
    /** The request contains no token. */
    NO_CREDENTIALS,
    /** The token value does not have the format of a token, or its checksum is wrong. */
    MALFORMED,
    /** No token with this id exists. */
    UNKNOWN,
    /** The secret is none of the token, as far as is known. */
    WRONG_SECRET,
    /** The secret was one of the token. A regeneration, or the end of an overlap, has ended it. */
    RETIRED_SECRET,
    /** The token is disabled. */
    DISABLED,
    /** The token has expired. */
    EXPIRED,
    /** The user record of the owner with which the token was made no longer exists. */
    OWNER_UNKNOWN,
    /** The user of the owner is disabled. */
    OWNER_DISABLED,
    /** The token cannot be used from the address of the request, or the address is not known. */
    ADDRESS,
    /** No rule of the API matches the route. */
    NO_RULE,
    /** The token lacks a scope that the route requires. */
    MISSING_SCOPE,
    /** The token is not bound to the project that the path names. */
    OTHER_PROJECT
}
