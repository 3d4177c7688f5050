package dev.tokenry.error;

/** The part of a request that a violation is in. */
public enum ParameterLocation {
    PATH,
    PAYLOAD_BODY,
    QUERY,
    HEADER
}
