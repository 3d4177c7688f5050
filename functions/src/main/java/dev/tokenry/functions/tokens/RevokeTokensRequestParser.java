package dev.tokenry.functions.tokens;

import dev.tokenry.administration.RevokeTokens.Finding;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.NameRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parses the body of a revoke request. No message contains a token value. */
final class RevokeTokensRequestParser {

    private static final int MAX_VALUES = 20;

    private static final String TOKENS = "tokens";
    private static final String SOURCE = "source";

    private RevokeTokensRequestParser() {}

    /**
     * Returns the findings, with token values as they were found: without what is copied together with them. What is no
     * token value is no error, because scanners report such texts, too.
     *
     * @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field
     */
    static List<Finding> parse(ApiRequest request) {
        JsonBody body = request.bodyAllowingTokens(TOKENS);
        List<String> tokenValues = body.required(TOKENS, body::stringList);
        if (tokenValues != null && (tokenValues.isEmpty() || tokenValues.size() > MAX_VALUES)) {
            body.violations()
                    .add(TOKENS, ViolationReason.BULK_COUNT, "must contain 1 to " + MAX_VALUES + " token values");
        }
        String source = source(body);
        body.throwIfInvalid();
        return Objects.requireNonNull(tokenValues).stream()
                .map(tokenValue -> new Finding(LookUpTokenRequestParser.trim(tokenValue), source))
                .toList();
    }

    private static @Nullable String source(JsonBody body) {
        String source = body.string(SOURCE);
        if (source != null) {
            try {
                NameRules.checkLeakSource(source);
            } catch (InvalidValueException e) {
                body.violations().add(SOURCE, e);
            }
        }
        return source;
    }
}
