package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda authorizer.
 *
 * @param functionId the logical id of a function of the same template, or the ARN of a function of another stack
 * @param identitySources the values that a request must contain before the function is invoked; they are the cache key
 *     of a result
 * @param validationPattern the regular expression that a token must match before the function is invoked
 * @param cacheTtl how long results are cached; zero disables the cache
 * @param simpleResponses whether the function returns {@code isAuthorized} instead of a policy
 */
public record AuthorizerSpec(
        Type type,
        String functionId,
        List<IdentitySource> identitySources,
        @Nullable String validationPattern,
        Duration cacheTtl,
        boolean simpleResponses) {

    /** The format of the events that the function receives: two for REST APIs and two for HTTP APIs. */
    public enum Type {
        TOKEN,
        REQUEST,
        HTTP_1,
        HTTP_2;

        public boolean isHttpApi() {
            return this == HTTP_1 || this == HTTP_2;
        }
    }

    public AuthorizerSpec {
        identitySources = List.copyOf(identitySources);
    }
}
