package dev.tokenry.exchange.keys;

/** The result of fetching a key set. It contains no text of the issuer but its keys and endpoints. */
public sealed interface KeyFetchResult {

    record Fetched(KeySet keys, ProviderEndpoints endpoints) implements KeyFetchResult {

        /** Creates the result of an issuer that signs no people in. */
        public Fetched(KeySet keys) {
            this(keys, ProviderEndpoints.NONE);
        }
    }

    record Failed(Step step, Cause cause) implements KeyFetchResult {}

    /** The document that was fetched. */
    enum Step {
        DISCOVERY,
        KEYS
    }

    /** Why a document was not fetched. */
    enum Cause {
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
}
