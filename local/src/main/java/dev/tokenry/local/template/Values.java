package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a template's value for what it should be, or says where it is something else. */
final class Values {

    private Values() {}

    /** A map, empty when there is nothing. */
    static Map<String, Object> map(@Nullable Object value, String where) {
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> map -> withStringKeys(map);
            default -> throw TemplateException.at(where, "a map is expected");
        };
    }

    static Map<String, Object> withStringKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    /** A map of scalars, empty when there is nothing. */
    static Map<String, String> texts(@Nullable Object value, String where) {
        Map<String, String> result = new LinkedHashMap<>();
        map(value, where).forEach((name, each) -> result.put(name, text(each, where + "." + name)));
        return result;
    }

    static List<?> list(@Nullable Object value, String where) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw TemplateException.at(where, "a list is expected");
    }

    /** The arguments of an intrinsic that takes so many. */
    static List<?> arguments(Object argument, int count, String where) {
        List<?> arguments = list(argument, where);
        if (arguments.size() != count) {
            throw TemplateException.at(where, count + " arguments are expected");
        }
        return arguments;
    }

    /** A scalar as CloudFormation writes it into text. */
    static String text(@Nullable Object value, String where) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case null, default -> throw TemplateException.at(where, "a text is expected");
        };
    }

    static int number(@Nullable Object value, String where) {
        String text = text(value, where);
        if (!text.matches("[0-9]{1,8}")) {
            throw TemplateException.at(where, "'" + text + "' is not a number");
        }
        return Integer.parseInt(text);
    }
}
