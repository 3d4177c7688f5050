package dev.tokenry.local.template;

/** The template cannot be used; the message is one line that says where and why. */
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }

    /** The same failure, told with the place it happened in. */
    static TemplateException at(String where, String message) {
        return new TemplateException(where + ": " + message);
    }
}
