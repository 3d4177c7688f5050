package dev.tokenry.exchange.keys;

/** The result of fetching a key set. It contains no text of the issuer but its keys and endpoints. */
public sealed interface KeyFetchResult {

    record Fetched(KeySet keys, ProviderEndpoints endpoints) implements KeyFetchResult {

        /** Creates the result of an issuer that signs no people in. */
        public Fetched(KeySet keys) {
            this(keys, ProviderEndpoints.NONE);
        }
    }

    record Failed(Step step, DocumentFailure cause) implements KeyFetchResult {}

    /** The document that was fetched. */
    enum Step {
        DISCOVERY,
        KEYS
    }
}
