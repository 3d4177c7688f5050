package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.KeyFetchResult;

/** A document that could not be fetched. The message contains nothing of what the host has sent. */
final class DocumentException extends Exception {

    private final KeyFetchResult.Cause reason;

    DocumentException(KeyFetchResult.Cause reason) {
        super(reason.name());
        this.reason = reason;
    }

    KeyFetchResult.Cause reason() {
        return reason;
    }
}
