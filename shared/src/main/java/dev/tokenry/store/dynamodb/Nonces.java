package dev.tokenry.store.dynamodb;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The nonces that an item stores: that of the last write and those of some writes before it. A write whose response was
 * lost is recognized by its nonce, even if other writes followed.
 */
final class Nonces {

    static final String LATEST = "nonce";

    /** From the latest to the oldest. More writes do not follow while a call waits for its response. */
    static final List<String> ALL = List.of(LATEST, "nonce1", "nonce2", "nonce3", "nonce4");

    /**
     * Enough to be unique, and few: each token stores five nonces, and costs a second write unit from one kilobyte on.
     */
    private static final int BYTES = 9;

    private Nonces() {}

    static String random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns whether the item was written by the write with this nonce, possibly before others. */
    static boolean contain(String nonce, Map<String, Attribute> item) {
        Attribute value = Attribute.fromS(nonce);
        return ALL.stream().anyMatch(attribute -> value.equals(item.get(attribute)));
    }

    /**
     * Returns, in the syntax of an update expression, the value of each attribute that an update moves by one place.
     */
    static Map<String, String> shiftExpressions() {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (int i = 1; i < ALL.size(); i++) {
            // An update reads the values from before it. An item that has none gets the new nonce twice.
            expressions.put(ALL.get(i), "if_not_exists(#" + ALL.get(i - 1) + ", :" + LATEST + ")");
        }
        return expressions;
    }

    /** Returns the nonces of an item that replaces another one. */
    static Map<String, Attribute> following(Map<String, Attribute> replaced, String nonce) {
        Map<String, Attribute> nonces = new LinkedHashMap<>(Map.of(LATEST, Attribute.fromS(nonce)));
        for (int i = 1; i < ALL.size(); i++) {
            Attribute earlier = replaced.get(ALL.get(i - 1));
            if (earlier != null) {
                nonces.put(ALL.get(i), earlier);
            }
        }
        return nonces;
    }
}
