package dev.tokenry.store.dynamodb;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ways in which a stored item can be damaged: each of its attributes is removed or changed. */
final class DamagedItems {

    /** DynamoDB does not store another type under these names, but any text. */
    private static final Set<String> INDEX_KEYS = Set.of("kind", "createdKey", "owner", "project");

    private static final AttributeValue MALFORMED = AttributeValue.fromS("malformed \u00e9");
    private static final AttributeValue OTHER_TYPE = AttributeValue.fromM(Map.of());

    private DamagedItems() {}

    /**
     * A change of one attribute.
     *
     * @param value the new value; null if the attribute is removed
     */
    record Damage(String attribute, @Nullable AttributeValue value) {

        void apply(TestTable table, String key) {
            if (value == null) {
                table.remove(key, attribute);
            } else {
                table.set(key, attribute, value);
            }
        }

        boolean removes() {
            return value == null;
        }

        @Override
        public String toString() {
            return attribute
                    + switch (value) {
                        case null -> " removed";
                        case AttributeValue text when text.s() != null -> " malformed";
                        case AttributeValue number when number.n() != null -> " of a later release";
                        case AttributeValue _ -> " of another type";
                    };
        }
    }

    /** Returns the damages of an item: a new attribute is damaged by itself. */
    static Stream<Damage> of(Map<String, AttributeValue> item) {
        return item.keySet().stream()
                .filter(attribute -> !attribute.equals(DynamoTable.KEY))
                .sorted()
                .flatMap(attribute -> Stream.concat(
                        Stream.of(
                                new Damage(attribute, null),
                                new Damage(attribute, INDEX_KEYS.contains(attribute) ? MALFORMED : OTHER_TYPE)),
                        attribute.equals(ItemReader.RECORD_VERSION)
                                ? Stream.of(new Damage(attribute, AttributeValue.fromN("99")))
                                : Stream.of()));
    }
}
