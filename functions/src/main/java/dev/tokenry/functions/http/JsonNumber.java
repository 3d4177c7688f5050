package dev.tokenry.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Numbers of JSON. A number without a fraction is an integer however it is written, as in JSON Schema. */
final class JsonNumber {

    /** An integer with more digits is out of every range. It is never expanded: {@code 1e999999999} is short. */
    private static final int MAX_DIGITS = 20;

    private JsonNumber() {}

    /** Returns whether a node is a number without a fraction. */
    static boolean isInteger(JsonNode node) {
        return node.isNumber() && node.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    /** Returns the digits of an integer, and any other value as it is written. */
    static String text(JsonNode node) {
        return isInteger(node) && digits(node) <= MAX_DIGITS
                ? node.decimalValue().toBigInteger().toString()
                : node.asText();
    }

    private static long digits(JsonNode integer) {
        BigDecimal number = integer.decimalValue();
        return (long) number.precision() - number.scale();
    }
}
