package dev.tokenry.exchange.condition;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import java.util.Optional;

/** A condition on one claim. */
public record Condition(ClaimPath claim, Operator operator) {

    public Condition {
        if (claim.isReserved()) {
            throw new IllegalArgumentException("A reserved claim has no conditions");
        }
    }

    /** Returns what the condition finds in the claims. An absent claim does not match. */
    public ClaimFinding evaluate(JsonObject claims) {
        Optional<JsonValue> value = claim.find(claims);
        return value.isPresent() ? operator.evaluate(value.get()) : ClaimFinding.ABSENT;
    }
}
