package dev.tokenry.functions;

import java.util.HashSet;
import java.util.Set;

/**
 * The values that a record may have after the responses so far. A write whose outcome is unknown may be executed late,
 * after the responses that follow.
 */
final class PossibleValues<T> {

    private final Set<T> values = new HashSet<>();
    private final Set<T> late = new HashSet<>();

    PossibleValues(T value) {
        values.add(value);
    }

    /** States that a write was made which excludes all late writes as long as this value is there. */
    void is(T value) {
        values.clear();
        values.add(value);
    }

    /** States that this is the value, unless a late write changes it. */
    void isForNow(T value) {
        is(value);
        values.addAll(late);
    }

    /** States that a write may have been made, or may be made later. */
    void mayBecome(T value) {
        late.add(value);
        values.addAll(late);
    }

    /** States that the late writes can no longer be made. */
    void excludeLateWrites() {
        late.clear();
    }

    boolean contains(T value) {
        return values.contains(value);
    }

    boolean isOnly(T value) {
        return values.equals(Set.of(value));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
