package dev.tokenry.functions.tokens;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.TokenFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the body of a lookup request. No message contains the token value. */
final class LookUpTokenRequestParser {

    private static final String TOKEN = "token";

    /** What is copied together with a token value: white space, quotes, the name of the header, the scheme. */
    private static final Pattern BEFORE = Pattern.compile(
            "[\\s\"'`]*(?:Authorization:\\s*)?(?:(?:Api-Token|Bearer)\\s+)?[\\s\"'`]*", Pattern.CASE_INSENSITIVE);

    /** Looks at each run of characters once, from its start, so that a long one within the text takes no longer. */
    private static final Pattern AFTER = Pattern.compile("(?<![\\s\"'`])[\\s\"'`]+$");

    private LookUpTokenRequestParser() {}

    /**
     * Returns the token value.
     *
     * @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field
     */
    static String parse(ApiRequest request) {
        JsonBody body = request.bodyAllowingToken(TOKEN);
        String tokenValue = body.required(TOKEN, name -> trimmed(body, name));
        if (tokenValue != null && !TokenFormat.isTokenValue(tokenValue)) {
            body.violations()
                    .add(
                            TOKEN,
                            ViolationReason.PATTERN,
                            TokenFormat.isBeginningOfTokenValue(tokenValue)
                                    ? "must be a complete token value: it is cut off after " + tokenValue.length()
                                            + " characters"
                                    : "must be a token value, prefix.public.secret");
        }
        body.throwIfInvalid();
        return Objects.requireNonNull(tokenValue);
    }

    private static @Nullable String trimmed(JsonBody body, String name) {
        String text = body.string(name);
        return text == null ? null : trim(text);
    }

    static String trim(String text) {
        return AFTER.matcher(BEFORE.matcher(text).replaceFirst("")).replaceFirst("");
    }
}
