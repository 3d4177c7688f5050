package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.KeyFetchResult;

/** A document that could not be fetched. The message contains nothing of what the host has sent. */
final class DocumentException extends Exception {

    /** Stands for the status of a response that has none, or was not read. */
    private static final int NONE = 0;

    private final KeyFetchResult.Cause reason;
    private final int status;

    DocumentException(KeyFetchResult.Cause reason) {
        this(reason, NONE);
    }

    private DocumentException(KeyFetchResult.Cause reason, int status) {
        super(reason.name());
        this.reason = reason;
        this.status = status;
    }

    /** Creates the exception of a response whose status is not 200. */
    static DocumentException ofStatus(int status) {
        return new DocumentException(KeyFetchResult.Cause.STATUS, status);
    }

    KeyFetchResult.Cause reason() {
        return reason;
    }

    /** Returns the status of the response if it is the reason. */
    int status() {
        return status;
    }
}
