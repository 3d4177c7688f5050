package dev.tokenry.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenry.error.ApiException.InvalidRequestException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ViolationsTest {

    private final Violations violations = new Violations(ParameterLocation.QUERY);

    @Test
    void no_violation_throws_nothing() {
        assertThatCode(violations::throwIfAny).doesNotThrowAnyException();
        assertThatCode(violations::throwIfAnyByPath).doesNotThrowAnyException();
    }

    @Test
    void all_violations_are_thrown_together_in_their_order() {
        violations.add("b", ViolationReason.REQUIRED, "is required");
        violations.add("c", new InvalidValueException(ViolationReason.TOO_LONG, "is too long"));
        violations.add("a", ViolationReason.PATTERN, "must match x", ParameterLocation.PATH);
        violations.addMessage("d", ViolationReason.INCONSISTENT, "A and b differ");

        assertThat(thrownBy(violations::throwIfAny).violations())
                .containsExactly(
                        new ConstraintViolation(
                                "b", ViolationReason.REQUIRED, "b is required", ParameterLocation.QUERY),
                        new ConstraintViolation(
                                "c", ViolationReason.TOO_LONG, "c is too long", ParameterLocation.QUERY),
                        new ConstraintViolation("a", ViolationReason.PATTERN, "a must match x", ParameterLocation.PATH),
                        new ConstraintViolation(
                                "d", ViolationReason.INCONSISTENT, "A and b differ", ParameterLocation.QUERY));
    }

    @Test
    void violations_can_be_ordered_by_path() {
        violations.add("b", ViolationReason.REQUIRED, "is required");
        violations.add("a", ViolationReason.REQUIRED, "is required");

        assertThat(thrownBy(violations::throwIfAnyByPath).violations())
                .extracting(ConstraintViolation::path)
                .containsExactly("a", "b");
    }

    private static InvalidRequestException thrownBy(ThrowingCallable action) {
        return catchThrowableOfType(InvalidRequestException.class, action);
    }
}
