package dev.tokenry.functions.tokens;

import dev.tokenry.administration.RevokeTokens.Finding;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.StrictJson;
import dev.tokenry.model.Leak;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.TokenFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a report of GitHub: an array of objects with token, type, url and source. No message contains a part of it.
 */
final class GitHubReportParser {

    /** The source of a finding whose URL is missing or cannot be shown. */
    private static final String UNKNOWN_PLACE = "GitHub";

    private GitHubReportParser() {}

    /**
     * Returns the findings. Properties that are not known are ignored, because GitHub may add some.
     *
     * @throws ApiException.InvalidRequestException when the body is not an array of objects that have a token
     */
    static List<Finding> parse(byte[] body) {
        if (!(StrictJson.parseValue(new String(body, StandardCharsets.UTF_8)).orElse(null) instanceof List<?> list)) {
            throw malformed();
        }
        List<Finding> findings = new ArrayList<>();
        for (Object entry : list) {
            if (!(entry instanceof Map<?, ?> finding) || !(finding.get("token") instanceof String token)) {
                throw malformed();
            }
            findings.add(new Finding(LookUpTokenRequestParser.trim(token), source(finding.get("url"))));
        }
        return findings;
    }

    /** Returns the URL, cut if it is too long. A URL that is not accepted must not protect the token. */
    private static String source(@Nullable Object url) {
        if (!(url instanceof String text) || TokenFormat.containsTokenValue(text)) {
            return UNKNOWN_PLACE;
        }
        String source = text.codePointCount(0, text.length()) <= Leak.MAX_SOURCE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Leak.MAX_SOURCE_LENGTH));
        try {
            NameRules.checkLeakSource(source);
            return source;
        } catch (InvalidValueException e) {
            return UNKNOWN_PLACE;
        }
    }

    private static ApiException malformed() {
        return new ApiException.InvalidRequestException(
                "body",
                ViolationReason.MALFORMED_JSON,
                "The body must be a JSON array of objects, each with a token.",
                ParameterLocation.PAYLOAD_BODY);
    }
}
