package dev.tokenry.exchange.condition;

import dev.tokenry.exchange.encoding.JsonValue;
import java.util.List;

/**
 * What a condition requires of a claim. No operator negates: such a condition would match as soon as a platform renames
 * the claim. None converts: a claim of another type than the required value does not match.
 */
public sealed interface Operator {

    /** Returns whether the claim is what is required. Never {@link ClaimFinding#ABSENT}. */
    ClaimFinding evaluate(JsonValue claim);

    /** The claim is this string, boolean or integer. */
    record Equal(JsonValue value) implements Operator {

        public Equal {
            if (!isScalar(value)) {
                throw new IllegalArgumentException("Only strings, booleans and integers can be compared");
            }
        }

        @Override
        public ClaimFinding evaluate(JsonValue claim) {
            return claim.getClass() == value.getClass() ? equal(claim.equals(value)) : ClaimFinding.OTHER_TYPE;
        }
    }

    /** The claim is one of these values, which have one type. */
    record AnyOf(List<JsonValue> values) implements Operator {

        static final int MAX_VALUES = 20;

        public AnyOf {
            values = List.copyOf(values);
            if (!isValid(values)) {
                throw new IllegalArgumentException("anyOf has 1 to " + MAX_VALUES + " values of one type");
            }
        }

        static boolean isValid(List<JsonValue> values) {
            return !values.isEmpty()
                    && values.size() <= MAX_VALUES
                    && values.stream().allMatch(Operator::isScalar)
                    && values.stream().map(Object::getClass).distinct().count() == 1;
        }

        @Override
        public ClaimFinding evaluate(JsonValue claim) {
            return claim.getClass() == values.getFirst().getClass()
                    ? equal(values.contains(claim))
                    : ClaimFinding.OTHER_TYPE;
        }
    }

    /** The claim is an array of strings, one of which is this one. */
    record Contains(String element) implements Operator {

        @Override
        public ClaimFinding evaluate(JsonValue claim) {
            return claim instanceof JsonValue.Array(List<JsonValue> elements)
                            && elements.stream().allMatch(JsonValue.Text.class::isInstance)
                    ? equal(elements.contains(new JsonValue.Text(element)))
                    : ClaimFinding.OTHER_TYPE;
        }
    }

    /** The claim is a string that matches the pattern. */
    record Like(LikePattern pattern) implements Operator {

        @Override
        public ClaimFinding evaluate(JsonValue claim) {
            return claim instanceof JsonValue.Text(String text)
                    ? equal(pattern.matches(text))
                    : ClaimFinding.OTHER_TYPE;
        }
    }

    static boolean isScalar(JsonValue value) {
        return value instanceof JsonValue.Text || value instanceof JsonValue.Bool || value instanceof JsonValue.Whole;
    }

    private static ClaimFinding equal(boolean isEqual) {
        return isEqual ? ClaimFinding.EQUAL : ClaimFinding.OTHER_VALUE;
    }
}
