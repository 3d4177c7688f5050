package dev.tokenry.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves values: intrinsic functions become what they stand for, everything else stays as written. */
final class Intrinsics {

    static final Set<String> NAMES = Set.of(
            "Ref",
            "Sub",
            "GetAtt",
            "Join",
            "If",
            "Select",
            "Split",
            "Equals",
            "Not",
            "And",
            "Or",
            "FindInMap",
            "Condition");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    /** What {@code AWS::NoValue} resolves to: whoever holds it is left out of its map or list. */
    static final Object NO_VALUE = new Object();

    private final Names names;

    Intrinsics(Names names) {
        this.names = names;
    }

    /** What the template's names stand for; every method fails when there is no such name. */
    interface Names {
        Object ref(String name, String where);

        String attribute(String logicalId, String attribute, String where);

        boolean condition(String name, String where);

        Object mapping(String map, String first, String second, String where);
    }

    @Nullable
    Object resolve(@Nullable Object value, String where) {
        return switch (value) {
            case Map<?, ?> map
            when isFunction(map) -> {
                Map.Entry<?, ?> call = map.entrySet().iterator().next();
                yield call(String.valueOf(call.getKey()), call.getValue(), where + "." + call.getKey());
            }
            case Map<?, ?> map -> resolveMap(map, where);
            case List<?> list -> resolveList(list, where);
            case null, default -> value;
        };
    }

    /** Whether a map is not data but a call in its long form. */
    static boolean isFunction(Map<?, ?> map) {
        return map.size() == 1
                && map.keySet().iterator().next() instanceof String key
                && (key.startsWith("Fn::")
                        || key.equals("Ref")
                        || (key.equals("Condition") && map.get(key) instanceof String));
    }

    private Map<String, Object> resolveMap(Map<?, ?> map, String where) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object resolved = resolve(value, where + "." + key);
            if (resolved != null && resolved != NO_VALUE) {
                result.put(String.valueOf(key), resolved);
            }
        });
        return result;
    }

    private List<Object> resolveList(List<?> list, String where) {
        List<Object> result = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object resolved = resolve(list.get(i), where + "[" + i + "]");
            if (resolved != null && resolved != NO_VALUE) {
                result.add(resolved);
            }
        }
        return result;
    }

    private @Nullable Object call(String function, Object argument, String where) {
        return switch (function) {
            case "Ref" -> names.ref(text(argument, where), where);
            case "Condition" -> names.condition(text(argument, where), where);
            case "Fn::GetAtt" -> getAtt(argument, where);
            case "Fn::Sub" -> sub(argument, where);
            case "Fn::If" -> choose(arguments(argument, 3, where), where);
            case "Fn::Join" -> join(arguments(argument, 2, where), where);
            case "Fn::Split" -> split(arguments(argument, 2, where), where);
            case "Fn::Select" -> select(arguments(argument, 2, where), where);
            case "Fn::FindInMap" -> findInMap(arguments(argument, 3, where), where);
            case "Fn::Equals" -> equal(arguments(argument, 2, where), where);
            case "Fn::Not" -> !truth(arguments(argument, 1, where).getFirst(), where);
            case "Fn::And" -> list(argument, where).stream().allMatch(each -> truth(each, where));
            case "Fn::Or" -> list(argument, where).stream().anyMatch(each -> truth(each, where));
            default -> throw TemplateException.at(where, function + " is not an intrinsic known here");
        };
    }

    private String getAtt(Object argument, String where) {
        List<?> parts = argument instanceof String text ? List.of(text.split("\\.", 2)) : list(argument, where);
        if (parts.size() != 2) {
            throw TemplateException.at(where, "a logical id and an attribute are expected");
        }
        return names.attribute(text(parts.get(0), where), text(resolve(parts.get(1), where), where), where);
    }

    private String sub(Object argument, String where) {
        if (argument instanceof String text) {
            return substitute(text, Map.of(), where);
        }
        List<?> arguments = arguments(argument, 2, where);
        Map<String, Object> own = TemplateFile.map(resolve(arguments.get(1), where), where);
        return substitute(text(arguments.get(0), where), own, where);
    }

    private String substitute(String text, Map<String, Object> own, String where) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), match.group(2), own, where)));
    }

    private String variable(String literal, String name, Map<String, Object> own, String where) {
        if (!literal.isEmpty()) {
            return "${" + name + "}";
        }
        Object value = own.get(name);
        return text(value != null ? value : names.ref(name, where), where);
    }

    private @Nullable Object choose(List<?> arguments, String where) {
        boolean holds = names.condition(text(arguments.get(0), where), where);
        return resolve(arguments.get(holds ? 1 : 2), where);
    }

    private String join(List<?> arguments, String where) {
        return list(resolve(arguments.get(1), where), where).stream()
                .map(each -> text(each, where))
                .collect(Collectors.joining(text(arguments.get(0), where)));
    }

    private List<String> split(List<?> arguments, String where) {
        String separator = Pattern.quote(text(arguments.get(0), where));
        return List.of(text(resolve(arguments.get(1), where), where).split(separator, -1));
    }

    private Object select(List<?> arguments, String where) {
        List<?> choices = list(resolve(arguments.get(1), where), where);
        String index = text(resolve(arguments.get(0), where), where);
        if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= choices.size()) {
            throw TemplateException.at(where, "there is no element " + index);
        }
        return choices.get(Integer.parseInt(index));
    }

    private Object findInMap(List<?> arguments, String where) {
        return names.mapping(
                text(resolve(arguments.get(0), where), where),
                text(resolve(arguments.get(1), where), where),
                text(resolve(arguments.get(2), where), where),
                where);
    }

    private boolean equal(List<?> arguments, String where) {
        return text(resolve(arguments.get(0), where), where).equals(text(resolve(arguments.get(1), where), where));
    }

    private boolean truth(Object condition, String where) {
        if (resolve(condition, where) instanceof Boolean truth) {
            return truth;
        }
        throw TemplateException.at(where, "a condition is expected");
    }

    private static List<?> arguments(Object argument, int count, String where) {
        List<?> arguments = list(argument, where);
        if (arguments.size() != count) {
            throw TemplateException.at(where, count + " arguments are expected");
        }
        return arguments;
    }

    private static List<?> list(@Nullable Object value, String where) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw TemplateException.at(where, "a list is expected");
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
}
