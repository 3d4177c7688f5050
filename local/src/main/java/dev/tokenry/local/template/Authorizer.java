package dev.tokenry.local.template;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda authorizer.
 *
 * @param function the logical id of a function of the same template, or the ARN of another stack's
 * @param identity what a request must hold before the function is asked; results are kept under its values
 * @param validation what a token must match before the function is asked
 * @param ttl how long results are kept; zero: not at all
 * @param simpleResponses whether it answers {@code isAuthorized} and not a policy
 */
public record Authorizer(
        Kind kind,
        String function,
        List<IdentitySource> identity,
        @Nullable String validation,
        Duration ttl,
        boolean simpleResponses) {

    /** The form of the events that the function gets: a REST API's two, and an HTTP API's two. */
    public enum Kind {
        TOKEN,
        REQUEST,
        HTTP_1,
        HTTP_2;

        public boolean isOfHttpApi() {
            return this == HTTP_1 || this == HTTP_2;
        }
    }

    public Authorizer {
        identity = List.copyOf(identity);
    }
}
