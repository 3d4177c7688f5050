package dev.tokenry.exchange.keys;

/** Why a document of an issuer was not received. */
public enum DocumentFailure {
    /** The URL is not one of https on port 443 with a DNS name. */
    URL,
    /** The name has no address, or one that is not public. */
    ADDRESS,
    /** The connection failed, its certificate is not trusted, or what it returns is not HTTP. */
    CONNECTION,
    TIMEOUT,
    /** The status is not 200. Redirects are not followed. */
    STATUS,
    TOO_LARGE,
    /** The document is compressed, which was not asked for. */
    ENCODING,
    /** The document is not the expected JSON, or has no key that can be used. */
    CONTENT,
    /** The discovery document is one of another issuer. */
    OTHER_ISSUER
}
