package dev.tokenry.exchange.condition;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a claim is: the names that lead to it, one per level. Not one text, because names contain dots and slashes.
 *
 * @param names 1 to {@value #MAX_NAMES} names of 1 to {@value #MAX_NAME_LENGTH} characters
 */
public record ClaimPath(List<String> names) {

    static final int MAX_NAMES = 4;
    static final int MAX_NAME_LENGTH = 128;

    /** The claims that every token has, which the verifier checks. */
    private static final Set<String> RESERVED = Set.of("iss", "aud", "exp", "nbf", "iat", "jti");

    public ClaimPath {
        names = List.copyOf(names);
        if (!isValid(names)) {
            throw new IllegalArgumentException("Not the path of a claim");
        }
    }

    static boolean isValid(List<String> names) {
        return !names.isEmpty()
                && names.size() <= MAX_NAMES
                && names.stream().noneMatch(name -> name.isEmpty() || name.length() > MAX_NAME_LENGTH);
    }

    /** Returns whether conditions on the claim have no meaning, because the verifier has rules of its own for it. */
    boolean isReserved() {
        return RESERVED.contains(names.getFirst());
    }

    /** Returns the value of the claim; empty if it is absent. It may be {@link JsonValue.Null}. */
    Optional<JsonValue> find(JsonObject claims) {
        JsonValue value = claims;
        for (String name : names) {
            if (!(value instanceof JsonObject object) || object.find(name).isEmpty()) {
                return Optional.empty();
            }
            value = object.find(name).get();
        }
        return Optional.of(value);
    }
}
