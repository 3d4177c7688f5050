package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.DocumentFailure;

/** A document that could not be fetched. The message contains nothing of what the host has sent. */
final class DocumentException extends Exception {

    /** Stands for the status of a response that has none, or was not read. */
    private static final int NONE = 0;

    private final DocumentFailure failure;
    private final int status;

    DocumentException(DocumentFailure failure) {
        this(failure, NONE);
    }

    private DocumentException(DocumentFailure failure, int status) {
        super(failure.name());
        this.failure = failure;
        this.status = status;
    }

    /** Creates the exception of a response whose status is not 200. */
    static DocumentException ofStatus(int status) {
        return new DocumentException(DocumentFailure.STATUS, status);
    }

    DocumentFailure failure() {
        return failure;
    }

    /** Returns the status of the response if it is the failure. */
    int status() {
        return status;
    }
}
