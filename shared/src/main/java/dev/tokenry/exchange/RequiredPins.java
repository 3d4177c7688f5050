package dev.tokenry.exchange;

import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.condition.Condition;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.Operator;
import dev.tokenry.exchange.encoding.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The conditions that a trust must have, by the kind of its issuer. An issuer that many organizations share signs id
 * tokens for all of them: without a pin, a condition on an immutable id, a stranger gets the token of the trust.
 * Patterns are no pins, and names are none, because they are given to others.
 */
public final class RequiredPins {

    private static final String FIELD = "conditions";
    private static final String SUBJECT = "sub";
    private static final Predicate<String> DIGITS =
            Pattern.compile("[0-9]{1,30}").asMatchPredicate();
    private static final Predicate<String> ROLE = Pattern.compile(
                    "arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)/[A-Za-z0-9+=,.@_/-]{1,512}")
            .asMatchPredicate();
    private static final Predicate<String> SERVICE_ACCOUNT = Pattern.compile(
                    "system:serviceaccount:[a-z0-9][a-z0-9-]{0,62}:[a-z0-9][a-z0-9.-]{0,252}")
            .asMatchPredicate();
    private static final Predicate<String> ANY_SUBJECT =
            Pattern.compile("[^*\\p{Cntrl}]{1,1024}").asMatchPredicate();

    private static final String DIGITS_TEXT = "digits, as a string";

    private static final Pin REPOSITORY = new Pin("repository_id", DIGITS, DIGITS_TEXT);
    private static final Pin REPOSITORY_OWNER = new Pin("repository_owner_id", DIGITS, DIGITS_TEXT);
    private static final Pin PROJECT = new Pin("project_id", DIGITS, DIGITS_TEXT);
    private static final Pin AWS_ROLE =
            new Pin(SUBJECT, ROLE, "the ARN of an IAM role or user, arn:aws:iam::123456789012:role/name");
    private static final Pin GOOGLE_ACCOUNT =
            new Pin(SUBJECT, DIGITS, "the unique id of a service account, which consists of digits, as a string");
    private static final Pin KUBERNETES_ACCOUNT =
            new Pin(SUBJECT, SERVICE_ACCOUNT, "a service account, system:serviceaccount:namespace:name");
    private static final Pin EXACT_SUBJECT =
            new Pin(SUBJECT, ANY_SUBJECT, "the whole subject, as a string without wildcards");

    /** What runs is limited by one of these: everybody who can push to a branch changes its workflow. */
    private static final List<String> GITHUB_RUNS = List.of("ref", "environment", "workflow_ref", "job_workflow_ref");

    /** What the caller of AWS writes into the id token, so that it proves nothing. */
    private static final Set<String> CALLER_WRITTEN = Set.of("request_tags", "scope");

    private RequiredPins() {}

    /** Returns what the conditions violate. Those of a trust for people are none. */
    public static List<ConstraintViolation> findViolations(IssuerKind kind, Conditions conditions) {
        List<ConstraintViolation> violations = new ArrayList<>();
        switch (kind) {
            case GITHUB -> {
                require(REPOSITORY, conditions, violations);
                require(REPOSITORY_OWNER, conditions, violations);
                if (GITHUB_RUNS.stream().noneMatch(claim -> isLimited(claim, conditions))) {
                    violations.add(missing("must have at least one of these claims, by equals, anyOf or like: "
                            + String.join(", ", GITHUB_RUNS)));
                }
            }
            case GITLAB -> {
                require(PROJECT, conditions, violations);
                if (!isLimitedInGitLab(conditions)) {
                    violations.add(missing("must have ref_protected equals \"true\", environment, or ref together with"
                            + " ref_type"));
                }
            }
            case AWS -> {
                require(AWS_ROLE, conditions, violations);
                rejectCallerWritten(conditions, violations);
            }
            case GOOGLE -> require(GOOGLE_ACCOUNT, conditions, violations);
            case KUBERNETES -> require(KUBERNETES_ACCOUNT, conditions, violations);
            case CUSTOM -> require(EXACT_SUBJECT, conditions, violations);
            case PEOPLE -> rejectAll(conditions, violations);
        }
        return violations;
    }

    private static void require(Pin pin, Conditions conditions, List<ConstraintViolation> violations) {
        List<Condition> all = conditions.conditions();
        boolean isPinned = false;
        for (int i = 0; i < all.size(); i++) {
            List<JsonValue> values =
                    isOn(all.get(i), pin.claim()) ? exactValues(all.get(i).operator()) : List.of();
            if (!values.isEmpty()) {
                isPinned = true;
                if (!values.stream().allMatch(pin::isValid)) {
                    violations.add(invalid(i, "must have " + pin.form() + " as the value of " + pin.claim()));
                }
            }
        }
        if (!isPinned) {
            violations.add(missing("must pin " + pin.claim() + ", by equals or anyOf: " + pin.form()));
        }
    }

    private static boolean isLimitedInGitLab(Conditions conditions) {
        boolean isProtected = conditions.conditions().stream()
                .anyMatch(condition -> isOn(condition, "ref_protected")
                        && condition.operator().equals(new Operator.Equal(new JsonValue.Text("true"))));
        return isProtected
                || isLimited("environment", conditions)
                || (isLimited("ref", conditions) && isLimited("ref_type", conditions));
    }

    private static boolean isLimited(String claim, Conditions conditions) {
        return conditions.conditions().stream()
                .anyMatch(condition -> isOn(condition, claim) && !(condition.operator() instanceof Operator.Contains));
    }

    private static void rejectCallerWritten(Conditions conditions, List<ConstraintViolation> violations) {
        List<Condition> all = conditions.conditions();
        for (int i = 0; i < all.size(); i++) {
            for (String name : all.get(i).claim().names()) {
                if (CALLER_WRITTEN.contains(name)) {
                    violations.add(invalid(i, "must not be on " + name + ", which the caller of AWS writes"));
                }
            }
        }
    }

    private static void rejectAll(Conditions conditions, List<ConstraintViolation> violations) {
        if (!conditions.conditions().isEmpty()) {
            violations.add(violation(
                    FIELD,
                    ViolationReason.INVALID_CONDITION,
                    "must be absent from a trust for people: their user records decide who signs in"));
        }
    }

    private static boolean isOn(Condition condition, String claim) {
        return condition.claim().names().equals(List.of(claim));
    }

    /** Returns the values with which alone the condition holds; none if it does not list them. */
    private static List<JsonValue> exactValues(Operator operator) {
        return switch (operator) {
            case Operator.Equal(JsonValue value) -> List.of(value);
            case Operator.AnyOf(List<JsonValue> values) -> values;
            case Operator.Contains _, Operator.Like _ -> List.of();
        };
    }

    private static ConstraintViolation missing(String rule) {
        return violation(FIELD, ViolationReason.PIN_REQUIRED, rule);
    }

    private static ConstraintViolation invalid(int index, String rule) {
        return violation(FIELD + "[" + index + "]", ViolationReason.INVALID_CONDITION, rule);
    }

    private static ConstraintViolation violation(String path, ViolationReason reason, String rule) {
        return new ConstraintViolation(path, reason, path + " " + rule, ParameterLocation.PAYLOAD_BODY);
    }

    /**
     * A claim that must be pinned.
     *
     * @param form what the values must be, as messages say it
     */
    private record Pin(String claim, Predicate<String> values, String form) {

        boolean isValid(JsonValue value) {
            return value instanceof JsonValue.Text(String text) && values.test(text);
        }
    }
}
