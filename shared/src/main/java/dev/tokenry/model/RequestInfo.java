package dev.tokenry.model;

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
        @Nullable String userAgent) {}
