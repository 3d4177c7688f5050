package dev.tokenry.functions.aws;

import dev.tokenry.aws.SignedCalls;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.text.Excerpt;
import java.util.Optional;
import java.util.regex.Pattern;

/** Describes for a log why a service did not take a request. */
final class Rejection {

    private static final int MAX_LENGTH = 500;

    /** Services name the addresses that they do not accept. Those of people do not belong in a log. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\",:;]+@[^\\s<>()\",:;]+");

    private Rejection() {}

    static Optional<String> of(SignedCalls.Response response) {
        return response.isSuccess()
                ? Optional.empty()
                : Optional.of("status " + response.status() + ": "
                        + Excerpt.of(ADDRESS.matcher(response.body()).replaceAll("<address>"), MAX_LENGTH));
    }

    static Optional<String> of(ServiceUnavailableException e) {
        return Optional.of(e.getMessage() + "; it may have the message");
    }
}
