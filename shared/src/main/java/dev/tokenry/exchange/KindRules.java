package dev.tokenry.exchange;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import java.util.Optional;
import java.util.Set;

/** What the claims of every token of a kind must prove, in addition to the conditions of the trust. */
public final class KindRules {

    private static final String EVENT = "event_name";

    /** A stranger who opens a pull request chooses, or can influence, what these jobs run. */
    private static final Set<String> PULL_REQUESTS =
            Set.of("pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment");

    private static final String AWS_CLAIMS = "https://sts.amazonaws.com/";
    private static final String SUBJECT_MODE = "subject_mode";
    private static final String AWS_IDENTITY = "AWSIdentity";

    private KindRules() {}

    /** Returns which rule of the kind the claims violate; empty if they follow all of them. */
    public static Optional<RejectionReason> findViolation(IssuerKind kind, JsonObject claims, Conditions conditions) {
        return switch (kind) {
            case GITHUB -> hasPermittedEvent(claims, conditions) ? Optional.empty() : of(RejectionReason.EVENT);
            case AWS -> hasAwsSubject(claims) ? Optional.empty() : of(RejectionReason.TYPE);
            case GITLAB, GOOGLE, KUBERNETES, CUSTOM, PEOPLE -> Optional.empty();
        };
    }

    /**
     * Returns whether conditions replace a rule of a kind, so that id tokens that violate the rule are accepted if they
     * match the conditions.
     */
    public static boolean areReplacedBy(Conditions conditions) {
        return conditions.hasConditionOn(EVENT);
    }

    private static boolean hasPermittedEvent(JsonObject claims, Conditions conditions) {
        return areReplacedBy(conditions)
                || claims.findText(EVENT)
                        .filter(event -> !PULL_REQUESTS.contains(event))
                        .isPresent();
    }

    /**
     * Returns whether the subject is the ARN of a role. In the other mode, the caller of AWS has handed on a subject,
     * which AWS does not vouch for. The claim is a member of those of AWS; one on the top level is checked as well, in
     * case it moves.
     */
    private static boolean hasAwsSubject(JsonObject claims) {
        JsonValue nested = claims.find(AWS_CLAIMS).orElse(null);
        return isAwsIdentity(claims) && (nested == null || (nested instanceof JsonObject aws && isAwsIdentity(aws)));
    }

    private static boolean isAwsIdentity(JsonObject claims) {
        return claims.find(SUBJECT_MODE).isEmpty()
                || claims.findText(SUBJECT_MODE).filter(AWS_IDENTITY::equals).isPresent();
    }

    private static Optional<RejectionReason> of(RejectionReason reason) {
        return Optional.of(reason);
    }
}
