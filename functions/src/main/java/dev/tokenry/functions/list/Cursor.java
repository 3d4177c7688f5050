package dev.tokenry.functions.list;

import dev.tokenry.token.TokenId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on. It is the principal's own and opaque by agreement, not by force: whoever forges one learns
 * nothing, since what may be seen is asked anew each time.
 */
record Cursor(TokenId principal, int pageSize, int totalCount, String after) {

    private static final Pattern FORM = Pattern.compile("1 (\\S+) ([0-9]{1,5}) ([0-9]{1,5})"
            // A place in a list as the store writes it: it refuses any other as a fault of ours.
            + " ([0-9]{13}#[a-z0-9]{2,12}\\.[A-Z2-7]{24})");

    String asText() {
        String text = "1 " + principal + " " + pageSize + " " + totalCount + " " + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads what {@link #asText()} wrote for this principal; empty for anything else. */
    static Optional<Cursor> read(String text, TokenId principal) {
        Matcher form = FORM.matcher(decoded(text));
        if (!form.matches() || !form.group(1).equals(principal.value())) {
            return Optional.empty();
        }
        int pageSize = Integer.parseInt(form.group(2));
        return pageSize < 1 || pageSize > ListHandler.LARGEST_PAGE
                ? Optional.empty()
                : Optional.of(new Cursor(principal, pageSize, Integer.parseInt(form.group(3)), form.group(4)));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
