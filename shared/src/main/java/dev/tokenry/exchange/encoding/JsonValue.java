package dev.tokenry.exchange.encoding;

import java.util.List;

/** A value of a JSON document. Values of different types are never equal: {@code "1"} is not {@code 1}. */
public sealed interface JsonValue
        permits JsonObject,
                JsonValue.Array,
                JsonValue.Bool,
                JsonValue.Null,
                JsonValue.OtherNumber,
                JsonValue.Text,
                JsonValue.Whole {

    record Text(String value) implements JsonValue {}

    record Bool(boolean value) implements JsonValue {}

    /** An integer of 64 bits, written without fraction and exponent. */
    record Whole(long value) implements JsonValue {}

    /** Any other number, which no rule accepts: a fraction, an exponent, or too many digits. */
    record OtherNumber(String text) implements JsonValue {}

    record Null() implements JsonValue {}

    record Array(List<JsonValue> elements) implements JsonValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }
}
