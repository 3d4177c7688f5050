package dev.tokenry.token;

/**
 * Something that an answer needs is away or cannot be believed: the store, the key, a record that does not parse. Never
 * an allow and never a deny: the caller is told to try again.
 */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Unavailable(String what) {
        super(what);
    }

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
