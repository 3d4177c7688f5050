package dev.tokenry.store.dynamodb;

import java.util.HashMap;
import java.util.Map;

/** A condition on the stored item of a write. The names of its placeholders must differ from all attribute names. */
record WriteCondition(String expression, Map<String, String> names, Map<String, Attribute> values) {

    /** Requires that no item exists. */
    static final WriteCondition ABSENT =
            new WriteCondition("attribute_not_exists(#key)", Map.of("#key", DynamoTable.KEY), Map.of());

    /** Returns this condition with one more placeholder of an attribute name. */
    WriteCondition withName(String placeholder, String name) {
        Map<String, String> allNames = new HashMap<>(names);
        allNames.put(placeholder, name);
        return new WriteCondition(expression, allNames, values);
    }

    /** Returns the condition that both are met. Placeholders of the same name must stand for the same. */
    WriteCondition and(WriteCondition other) {
        return combined("AND", other);
    }

    /** Returns the condition that one of the two is met, on the terms of {@link #and}. */
    WriteCondition or(WriteCondition other) {
        return combined("OR", other);
    }

    private WriteCondition combined(String operator, WriteCondition other) {
        Map<String, String> allNames = new HashMap<>(names);
        allNames.putAll(other.names);
        Map<String, Attribute> allValues = new HashMap<>(values);
        allValues.putAll(other.values);
        return new WriteCondition(
                "(" + expression + ") " + operator + " (" + other.expression + ")", allNames, allValues);
    }

    /** Requires that an item is still as it was read: each write changes the nonce. */
    static WriteCondition unchanged(Map<String, Attribute> item) {
        if (item.isEmpty()) {
            return ABSENT;
        }
        Attribute nonce = item.get(DynamoTable.NONCE);
        Map<String, String> names = Map.of("#key", DynamoTable.KEY, "#storedNonce", DynamoTable.NONCE);
        return nonce == null
                ? new WriteCondition("attribute_exists(#key) AND attribute_not_exists(#storedNonce)", names, Map.of())
                : new WriteCondition(
                        "attribute_exists(#key) AND #storedNonce = :storedNonce", names, Map.of(":storedNonce", nonce));
    }
}
