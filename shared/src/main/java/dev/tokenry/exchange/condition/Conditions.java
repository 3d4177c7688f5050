package dev.tokenry.exchange.condition;

import dev.tokenry.exchange.encoding.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The conditions of a trust, all of which must match. */
public final class Conditions implements ParsedConditions {

    /** The largest number of conditions. */
    public static final int MAX_CONDITIONS = 20;

    private static final Conditions NONE = new Conditions(List.of());

    private final List<Condition> conditions;

    private Conditions(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** @throws IllegalArgumentException if there are none, or too many */
    public static Conditions of(List<Condition> conditions) {
        if (conditions.isEmpty() || conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException("A trust has 1 to " + MAX_CONDITIONS + " conditions");
        }
        return new Conditions(conditions);
    }

    /** Returns no conditions, for trusts for people: the user record decides who may sign in. */
    public static Conditions none() {
        return NONE;
    }

    public List<Condition> conditions() {
        return conditions;
    }

    /** Returns the index of the first condition that does not match; empty if all of them match. */
    public OptionalInt findFailed(JsonObject claims) {
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).evaluate(claims) != ClaimFinding.EQUAL) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns whether one of the conditions is on the claim of the top level that has this name. */
    public boolean hasConditionOn(String name) {
        return conditions.stream()
                .anyMatch(condition -> condition.claim().names().equals(List.of(name)));
    }

    /** Returns whether the other object has the same conditions in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conditions that && conditions.equals(that.conditions);
    }

    @Override
    public int hashCode() {
        return conditions.hashCode();
    }

    @Override
    public String toString() {
        return "Conditions" + conditions;
    }
}
