package dev.tokenry.authorizer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the token value from the {@code Authorization} header: {@code Api-Token <token>} or {@code Bearer <token>}
 * (RFC 6750). The schemes are case-insensitive.
 */
final class AuthorizationHeader {

    private static final Pattern PATTERN = Pattern.compile("(?i:Api-Token|Bearer) +([^ ,]+)");

    private AuthorizationHeader() {}

    /**
     * Returns the token value. Empty if the header is absent or repeated, or if its value is anything but one scheme
     * and one token.
     *
     * @param authorization all values of the header
     */
    static Optional<String> token(List<String> authorization) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        Matcher matcher = PATTERN.matcher(authorization.getFirst());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
