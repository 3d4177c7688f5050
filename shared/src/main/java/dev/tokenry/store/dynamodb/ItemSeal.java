package dev.tokenry.store.dynamodb;

import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.SecretDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The seals of the items of a kind: a MAC of the key and of all attributes, but for those that decide nothing. An
 * attribute that was added by hand breaks the seal like one that was edited. A release that adds one also raises the
 * version of the format: an earlier release would keep it, and seal the item without it.
 *
 * @param unsealed the names of further attributes that decide nothing, which are written without a new seal
 */
record ItemSeal(RecordSealer sealer, Set<String> unsealed) {

    private static final String SEAL = "seal";

    /** The version of the pepper has one name in all items, so that one scan counts what needs an old version. */
    private static final String PEPPER = SecretAttributes.PEPPER;

    static final String VERSION = "version";

    /** An item that is put back with an earlier version is not detected, but it is as it was then. */
    private static final Set<String> NEVER_SEALED =
            Set.of(DynamoTable.KEY, SEAL, PEPPER, VERSION, LastChangeAttribute.NAME);

    /** Adds the seal to all other attributes of an item. */
    ItemBuilder seal(String key, ItemBuilder item) {
        SecretDigest seal = sealer.seal(key, text(item.item()));
        return item.bytes(SEAL, seal.toByteArray()).number(PEPPER, (long) seal.pepperVersion());
    }

    /**
     * Returns the update that seals an item, whose seal fits, with the current pepper; empty if that has sealed it. It
     * changes nothing if the item was sealed again in the meantime.
     */
    Optional<ConditionalUpdate> refreshed(String key, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        SecretDigest current = sealer.seal(key, text(attributes));
        return current.pepperVersion() == pepperVersion(item)
                ? Optional.empty()
                : Optional.of(new ItemBuilder()
                        .bytes(SEAL, current.toByteArray())
                        .number(PEPPER, (long) current.pepperVersion())
                        .update(new WriteCondition(
                                "#storedSeal = :storedSeal",
                                Map.of("#storedSeal", SEAL),
                                Map.of(":storedSeal", Attribute.fromB(item.bytes(SEAL))))));
    }

    /** Removes the seal, and all attributes set so far. */
    static ItemBuilder removeWithSeal(ItemBuilder item) {
        return item.removeAll().bytes(SEAL, null).number(PEPPER, null);
    }

    /**
     * Requires that the seal of an item fits it.
     *
     * @throws dev.tokenry.error.CorruptRecordException if it does not, or if there is none
     * @throws dev.tokenry.error.ServiceUnavailableException if it cannot be verified
     */
    void require(String key, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        byte[] bytes = item.bytes(SEAL);
        if (bytes.length != SecretDigest.BYTES
                || !sealer.isIntact(key, text(attributes), new SecretDigest(pepperVersion(item), bytes))) {
            throw item.corrupt(SEAL);
        }
    }

    /** Returns the version of the pepper that sealed an item. */
    static int pepperVersion(ItemReader item) {
        item.bytes(SEAL);
        return (int) item.number(PEPPER, 1, Integer.MAX_VALUE);
    }

    /** Returns whether an attribute is the seal or can be sealed. */
    static boolean isContent(String name) {
        return name.equals(SEAL) || name.equals(PEPPER) || isSealed(name);
    }

    private static boolean isSealed(String name) {
        return !NEVER_SEALED.contains(name) && !Nonces.ALL.contains(name);
    }

    private String text(Map<String, Attribute> attributes) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(attributes).forEach((name, value) -> {
            if (isSealed(name) && !unsealed.contains(name)) {
                append(text, name);
                append(text, value);
            }
        });
        return text.toString();
    }

    /** Appends a value: its type, and the number of what follows, so that no two values have one text. */
    private static void append(StringBuilder text, Attribute value) {
        text.append(value.type()).append(' ');
        switch (value.type()) {
            case S -> append(text, value.s());
            case N -> append(text, value.n());
            case B -> append(text, Base64.getEncoder().encodeToString(value.b()));
            case BOOL -> append(text, Boolean.toString(value.bool()));
            case NULL -> append(text, "");
            case L -> {
                text.append(value.l().size()).append(' ');
                value.l().forEach(element -> append(text, element));
            }
            case M -> {
                text.append(value.m().size()).append(' ');
                new TreeMap<>(value.m()).forEach((name, element) -> {
                    append(text, name);
                    append(text, element);
                });
            }
            // The elements of a set have no order.
            case SS -> append(text, value.ss());
            case NS -> append(text, value.ns());
            case BS -> append(text, value.bs());
        }
    }

    private static void append(StringBuilder text, List<String> set) {
        text.append(set.size()).append(' ');
        set.stream().sorted().forEach(element -> append(text, element));
    }

    private static void append(StringBuilder text, String string) {
        text.append(string.length()).append(' ').append(string).append('\n');
    }
}
