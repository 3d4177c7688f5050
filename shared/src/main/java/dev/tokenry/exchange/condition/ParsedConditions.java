package dev.tokenry.exchange.condition;

import java.util.OptionalInt;

/** The result of parsing conditions. */
public sealed interface ParsedConditions permits Conditions, ParsedConditions.Invalid {

    /**
     * The value is not a list of conditions.
     *
     * @param index the index of the invalid condition; empty if the list itself is invalid
     * @param message what the condition or the list must be
     */
    record Invalid(OptionalInt index, String message) implements ParsedConditions {}
}
