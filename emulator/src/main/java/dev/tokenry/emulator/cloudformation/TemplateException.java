package dev.tokenry.emulator.cloudformation;

/** Thrown when a template cannot be used; the message is one line with the position and the reason. */
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }

    /** Returns an exception whose message begins with the position in the template. */
    static TemplateException at(String path, String message) {
        return new TemplateException(path + ": " + message);
    }
}
