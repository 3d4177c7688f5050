package dev.tokenry.functions.users;

import dev.tokenry.model.NameRules;
import dev.tokenry.model.TokenId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list of users goes on. It is the principal's own and opaque by agreement, not by force: whoever forges one
 * learns nothing, since who may see users is asked anew each time.
 *
 * @param text what the list is filtered by; empty when by nothing
 */
record ListUsersPageKey(TokenId principal, int pageSize, String after, String text) {

    private static final Pattern PATTERN =
            Pattern.compile("1 (\\S+) ([0-9]{1,5}) (" + NameRules.OWNER_PATTERN + ") (.*)", Pattern.DOTALL);

    String encode() {
        String plain = "1 " + principal + " " + pageSize + " " + after + " " + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #encode()} wrote for this principal; empty for anything else. */
    static Optional<ListUsersPageKey> decode(String key, TokenId principal) {
        Matcher matcher = PATTERN.matcher(decodeBase64(key));
        if (!matcher.matches() || !matcher.group(1).equals(principal.value())) {
            return Optional.empty();
        }
        int pageSize = Integer.parseInt(matcher.group(2));
        return ListUsersRequest.isValidPageSize(pageSize) && ListUsersRequest.isValidText(matcher.group(4))
                ? Optional.of(new ListUsersPageKey(principal, pageSize, matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    private static String decodeBase64(String key) {
        try {
            return new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
