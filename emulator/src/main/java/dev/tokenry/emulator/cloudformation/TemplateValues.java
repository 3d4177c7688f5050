package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts values of a template to the expected type, and reports the position of a value of another type. */
final class TemplateValues {

    private TemplateValues() {}

    /** Returns a map, which is empty if the value is absent. */
    static Map<String, Object> map(@Nullable Object value, String path) {
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> map -> withStringKeys(map);
            default -> throw TemplateException.at(path, "a map is expected");
        };
    }

    static Map<String, Object> withStringKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    /** Returns a map of scalars, which is empty if the value is absent. */
    static Map<String, String> stringMap(@Nullable Object value, String path) {
        Map<String, String> result = new LinkedHashMap<>();
        map(value, path).forEach((name, each) -> result.put(name, string(each, path + "." + name)));
        return result;
    }

    static List<?> list(@Nullable Object value, String path) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw TemplateException.at(path, "a list is expected");
    }

    /** Returns the arguments of an intrinsic function with this number of arguments. */
    static List<?> arguments(Object argument, int count, String path) {
        List<?> arguments = list(argument, path);
        if (arguments.size() != count) {
            throw TemplateException.at(path, count + " arguments are expected");
        }
        return arguments;
    }

    /** Returns a scalar as the text that CloudFormation substitutes for it. */
    static String string(@Nullable Object value, String path) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case null, default -> throw TemplateException.at(path, "a text is expected");
        };
    }

    static int number(@Nullable Object value, String path) {
        String text = string(value, path);
        if (!text.matches("[0-9]{1,8}")) {
            throw TemplateException.at(path, "'" + text + "' is not a number");
        }
        return Integer.parseInt(text);
    }
}
