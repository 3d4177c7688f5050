package dev.tokenry.local;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The administrator token, created by this start or by an earlier one. Its text contains no secret. */
public final class BootstrapToken {

    private final String id;
    private final String expirationDate;
    private final @Nullable String token;
    private final boolean isFirst;

    private BootstrapToken(String id, String expirationDate, @Nullable String token, boolean isFirst) {
        this.id = id;
        this.expirationDate = expirationDate;
        this.token = token;
        this.isFirst = isFirst;
    }

    static BootstrapToken created(String id, String expirationDate, String token, boolean isFirst) {
        return new BootstrapToken(id, expirationDate, token, isFirst);
    }

    static BootstrapToken alreadyActive(String id) {
        return new BootstrapToken(id, "", null, false);
    }

    public String id() {
        return id;
    }

    /** Returns the expiration date, which is empty unless this start created the token. */
    public String expirationDate() {
        return expirationDate;
    }

    /** Returns the token value if this start created the token; an earlier start has shown it once. */
    public Optional<String> reveal() {
        return Optional.ofNullable(token);
    }

    /** Returns whether this start created the first token of the data, which then has nothing else. */
    boolean isFirst() {
        return isFirst;
    }

    @Override
    public String toString() {
        return id;
    }
}
