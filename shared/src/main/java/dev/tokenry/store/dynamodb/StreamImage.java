package dev.tokenry.store.dynamodb;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts images of items in DynamoDB's JSON, after that was parsed. */
final class StreamImage {

    private StreamImage() {}

    /**
     * Returns the item of an image, without attributes if there is no image.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Map<String, Attribute> parse(@Nullable Object image) {
        Map<String, Attribute> item = new LinkedHashMap<>();
        if (image != null) {
            object(image).forEach((name, value) -> item.put(String.valueOf(name), attribute(value)));
        }
        return item;
    }

    private static Attribute attribute(@Nullable Object json) {
        Map.Entry<?, ?> typed = object(json).entrySet().stream()
                .reduce((_, _) -> {
                    throw invalid();
                })
                .orElseThrow(StreamImage::invalid);
        Object value = typed.getValue();
        return switch (Attribute.Type.valueOf(String.valueOf(typed.getKey()))) {
            case S -> Attribute.fromS(text(value));
            case N -> Attribute.fromN(text(value));
            case B -> Attribute.fromB(Base64.getDecoder().decode(text(value)));
            case BOOL -> Attribute.fromBool(bool(value));
            case NULL -> Attribute.fromNull();
            case L ->
                Attribute.fromL(list(value).stream().map(StreamImage::attribute).toList());
            case M -> Attribute.fromM(parse(value));
            case SS -> Attribute.fromSs(stringList(value));
            case NS -> Attribute.fromNs(stringList(value));
            case BS -> Attribute.fromBs(stringList(value));
        };
    }

    private static List<String> stringList(@Nullable Object value) {
        List<String> strings = new ArrayList<>();
        list(value).forEach(element -> strings.add(text(element)));
        return strings;
    }

    static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw invalid();
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw invalid();
    }

    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw invalid();
    }

    private static boolean bool(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw invalid();
    }

    private static IllegalArgumentException invalid() {
        return new IllegalArgumentException("Not a record of a stream");
    }
}
