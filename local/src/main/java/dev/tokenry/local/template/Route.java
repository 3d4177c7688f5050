package dev.tokenry.local.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One method of one resource, the function behind it and the authorizer before it (null: none). */
public record Route(
        String method,
        String resource,
        String functionId,
        @Nullable String authorizer,
        Duration timeout) {}
