package dev.tokenry.functions.authorizer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token in an Authorization header: {@code Api-Token <token>} or {@code Bearer <token>} (RFC 6750), given once. */
final class AuthorizationHeader {

    private static final Pattern PATTERN = Pattern.compile("(?i:Api-Token|Bearer) +([^ ,]+)");

    private AuthorizationHeader() {}

    /** The presented token; empty when there is none, or anything that could be read as two. */
    static Optional<String> token(List<String> authorization) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        Matcher matcher = PATTERN.matcher(authorization.getFirst());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
