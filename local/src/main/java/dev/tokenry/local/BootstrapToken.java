package dev.tokenry.local;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The administrator token that a start made, or the live one of an earlier start; prints no secret. */
public final class BootstrapToken {

    private final String id;
    private final String expirationDate;
    private final @Nullable String token;

    private BootstrapToken(String id, String expirationDate, @Nullable String token) {
        this.id = id;
        this.expirationDate = expirationDate;
        this.token = token;
    }

    static BootstrapToken created(String id, String expirationDate, String token) {
        return new BootstrapToken(id, expirationDate, token);
    }

    static BootstrapToken alreadyActive(String id) {
        return new BootstrapToken(id, "", null);
    }

    public String id() {
        return id;
    }

    /** When it ends; empty unless this start made it. */
    public String expirationDate() {
        return expirationDate;
    }

    /** The whole token, if this start made it: an earlier start has shown it, once. */
    public Optional<String> reveal() {
        return Optional.ofNullable(token);
    }

    @Override
    public String toString() {
        return id;
    }
}
