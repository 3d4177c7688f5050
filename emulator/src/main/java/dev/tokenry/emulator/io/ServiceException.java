package dev.tokenry.emulator.io;

/** An error response of an AWS service; the SDK derives its exception from the type. */
public final class ServiceException extends RuntimeException {

    private final int status;
    private final String type;

    public ServiceException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
