package dev.tokenry.authorizer.aws;

/** Thrown when a service has returned an error. */
final class ServiceErrorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ServiceError error;

    ServiceErrorException(ServiceError error) {
        super(error.status() + " " + error.code());
        this.error = error;
    }

    ServiceError error() {
        return error;
    }
}
