package dev.tokenry.authorizer;

import dev.tokenry.text.AsciiSet;
import java.util.List;
import java.util.Optional;

/**
 * Extracts the token value from the {@code Authorization} header: {@code Api-Token <token>} or {@code Bearer <token>}
 * (RFC 6750). The schemes are case-insensitive.
 */
final class AuthorizationHeader {

    private static final String API_TOKEN = "Api-Token";
    private static final String BEARER = "Bearer";
    private static final AsciiSet SCHEME_CHARACTERS = AsciiSet.of("A-Za-z-");
    private static final AsciiSet SEPARATORS = AsciiSet.of(" ,");

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
        String value = authorization.getFirst();
        int schemeEnd = value.indexOf(' ');
        if (schemeEnd < 0 || !isScheme(value.substring(0, schemeEnd))) {
            return Optional.empty();
        }
        int tokenBegin = schemeEnd;
        while (tokenBegin < value.length() && value.charAt(tokenBegin) == ' ') {
            tokenBegin++;
        }
        String token = value.substring(tokenBegin);
        return token.isEmpty() || SEPARATORS.containsAnyOf(token) ? Optional.empty() : Optional.of(token);
    }

    private static boolean isScheme(String text) {
        return SCHEME_CHARACTERS.containsAll(text)
                && (text.equalsIgnoreCase(API_TOKEN) || text.equalsIgnoreCase(BEARER));
    }
}
