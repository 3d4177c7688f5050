package dev.tokenry.error;

import java.util.List;

/** Thrown when a dependency rejects requests because there are too many. */
public final class ThrottledException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    /** @param reasons what was exceeded: each a reason and a resource as the service names them; can be empty */
    public ThrottledException(String message, List<String> reasons, Throwable cause) {
        super(message, cause);
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
