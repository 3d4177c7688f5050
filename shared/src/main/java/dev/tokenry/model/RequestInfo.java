package dev.tokenry.model;

import dev.tokenry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as API Gateway reports it. Each component is null if the event does not contain it.
 *
 * @param requestId the id that API Gateway gave the request
 * @param sourceIp the client's IP address
 * @param userAgent the client's User-Agent header
 */
public record RequestInfo(
        @Nullable String requestId,
        @Nullable String sourceIp,
        @Nullable String userAgent) {

    /** A User-Agent header can have any length; the longest of browsers are about as long. */
    private static final int MAX_USER_AGENT_LENGTH = 127;

    /**
     * Returns the beginning of the User-Agent header for records and logs, at most 128 characters; null without one,
     * and if it contains a token value.
     */
    public @Nullable String shortUserAgent() {
        return userAgent == null || TokenFormat.containsTokenValue(userAgent)
                ? null
                : Text.truncate(userAgent, MAX_USER_AGENT_LENGTH);
    }
}
