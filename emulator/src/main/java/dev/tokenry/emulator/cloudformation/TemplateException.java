package dev.tokenry.emulator.cloudformation;

/** The template cannot be used; the message is one line that says where and why. */
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }

    /** The same failure, told with the place it happened in. */
    static TemplateException at(String path, String message) {
        return new TemplateException(path + ": " + message);
    }
}
