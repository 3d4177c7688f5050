package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda authorizer.
 *
 * @param functionId the logical id of a function of the same template, or the ARN of another stack's
 * @param identitySources what a request must hold before the function is asked; results are kept under its values
 * @param validationPattern what a token must match before the function is asked
 * @param cacheTtl how long results are kept; zero: not at all
 * @param simpleResponses whether it answers {@code isAuthorized} and not a policy
 */
public record AuthorizerSpec(
        Type type,
        String functionId,
        List<IdentitySource> identitySources,
        @Nullable String validationPattern,
        Duration cacheTtl,
        boolean simpleResponses) {

    /** The form of the events that the function gets: a REST API's two, and an HTTP API's two. */
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
