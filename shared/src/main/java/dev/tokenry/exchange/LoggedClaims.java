package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an id token that a log contains, by which an administrator finds the job that presented it.
 *
 * @param subject the {@code sub}; null if it is not a string
 * @param others further claims of the kind of issuer that are strings or integers
 */
public record LoggedClaims(@Nullable String subject, Map<String, String> others) {

    /** The length of a value in a log. */
    public static final int MAX_LENGTH = 256;

    /** Of a token whose claims are not logged, because its issuer has not signed them. */
    public static final LoggedClaims NONE = new LoggedClaims(null, Map.of());

    private static final String AWS_CLAIMS = "https://sts.amazonaws.com/";

    /** Returns the claims of a token that its issuer has signed. */
    public static LoggedClaims of(IssuerKind kind, UnverifiedIdToken token) {
        JsonObject claims = token.claims();
        JsonObject source = kind == IssuerKind.AWS && claims.find(AWS_CLAIMS).orElse(null) instanceof JsonObject ofAws
                ? ofAws
                : claims;
        Map<String, String> others = new LinkedHashMap<>();
        for (String name : names(kind)) {
            source.find(name).flatMap(LoggedClaims::text).ifPresent(value -> others.put(name, cut(value)));
        }
        return new LoggedClaims(claims.findText("sub").map(LoggedClaims::cut).orElse(null), others);
    }

    private static List<String> names(IssuerKind kind) {
        return switch (kind) {
            case GITHUB ->
                List.of("repository_id", "run_id", "run_attempt", "ref", "workflow_ref", "actor_id", "event_name");
            case GITLAB -> List.of("project_id", "pipeline_id", "job_id", "ref");
            case AWS -> List.of("aws_account");
            case GOOGLE, KUBERNETES, CUSTOM, PEOPLE -> List.of();
        };
    }

    private static Optional<String> text(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text) -> Optional.of(text);
            case JsonValue.Whole(long number) -> Optional.of(Long.toString(number));
            case JsonObject _, JsonValue.Array _, JsonValue.Bool _, JsonValue.Null _, JsonValue.OtherNumber _ ->
                Optional.empty();
        };
    }

    /** Returns the beginning of a value that a log contains. */
    public static String cut(String value) {
        return Text.truncate(value, MAX_LENGTH - 1);
    }
}
