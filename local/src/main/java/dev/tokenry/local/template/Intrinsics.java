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
            "ImportValue",
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

        String imported(String export, String where);

        /** The text with dynamic references resolved, which are in what intrinsics make as well. */
        String dynamic(String text, String where);
    }

    @Nullable
    Object resolve(@Nullable Object value, String where) {
        return switch (value) {
            case Map<?, ?> map
            when isFunction(map) -> {
                Map.Entry<?, ?> call = map.entrySet().iterator().next();
                Object result = call(String.valueOf(call.getKey()), call.getValue(), where + "." + call.getKey());
                yield result instanceof String text ? names.dynamic(text, where) : result;
            }
            case Map<?, ?> map -> resolveMap(map, where);
            case List<?> list -> resolveList(list, where);
            case String text -> names.dynamic(text, where);
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
            case "Ref" -> names.ref(Values.text(argument, where), where);
            case "Condition" -> names.condition(Values.text(argument, where), where);
            case "Fn::GetAtt" -> getAtt(argument, where);
            case "Fn::Sub" -> sub(argument, where);
            case "Fn::If" -> choose(Values.arguments(argument, 3, where), where);
            case "Fn::Join" -> join(Values.arguments(argument, 2, where), where);
            case "Fn::Split" -> split(Values.arguments(argument, 2, where), where);
            case "Fn::Select" -> select(Values.arguments(argument, 2, where), where);
            case "Fn::FindInMap" -> findInMap(Values.arguments(argument, 3, where), where);
            case "Fn::ImportValue" -> names.imported(Values.text(resolve(argument, where), where), where);
            case "Fn::Equals" -> equal(Values.arguments(argument, 2, where), where);
            case "Fn::Not" -> !truth(Values.arguments(argument, 1, where).getFirst(), where);
            case "Fn::And" -> Values.list(argument, where).stream().allMatch(each -> truth(each, where));
            case "Fn::Or" -> Values.list(argument, where).stream().anyMatch(each -> truth(each, where));
            default -> throw TemplateException.at(where, function + " is not an intrinsic known here");
        };
    }

    private String getAtt(Object argument, String where) {
        List<?> parts = argument instanceof String text ? List.of(text.split("\\.", 2)) : Values.list(argument, where);
        if (parts.size() != 2) {
            throw TemplateException.at(where, "a logical id and an attribute are expected");
        }
        return names.attribute(
                Values.text(parts.get(0), where), Values.text(resolve(parts.get(1), where), where), where);
    }

    private String sub(Object argument, String where) {
        if (argument instanceof String text) {
            return substitute(text, Map.of(), where);
        }
        List<?> arguments = Values.arguments(argument, 2, where);
        Map<String, Object> own = Values.map(resolve(arguments.get(1), where), where);
        return substitute(Values.text(arguments.get(0), where), own, where);
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
        return Values.text(value != null ? value : names.ref(name, where), where);
    }

    private @Nullable Object choose(List<?> arguments, String where) {
        boolean holds = names.condition(Values.text(arguments.get(0), where), where);
        return resolve(arguments.get(holds ? 1 : 2), where);
    }

    private String join(List<?> arguments, String where) {
        return Values.list(resolve(arguments.get(1), where), where).stream()
                .map(each -> Values.text(each, where))
                .collect(Collectors.joining(Values.text(arguments.get(0), where)));
    }

    private List<String> split(List<?> arguments, String where) {
        String separator = Pattern.quote(Values.text(arguments.get(0), where));
        return List.of(Values.text(resolve(arguments.get(1), where), where).split(separator, -1));
    }

    private Object select(List<?> arguments, String where) {
        List<?> choices = Values.list(resolve(arguments.get(1), where), where);
        String index = Values.text(resolve(arguments.get(0), where), where);
        if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= choices.size()) {
            throw TemplateException.at(where, "there is no element " + index);
        }
        return choices.get(Integer.parseInt(index));
    }

    private Object findInMap(List<?> arguments, String where) {
        return names.mapping(
                Values.text(resolve(arguments.get(0), where), where),
                Values.text(resolve(arguments.get(1), where), where),
                Values.text(resolve(arguments.get(2), where), where),
                where);
    }

    private boolean equal(List<?> arguments, String where) {
        return Values.text(resolve(arguments.get(0), where), where)
                .equals(Values.text(resolve(arguments.get(1), where), where));
    }

    private boolean truth(Object condition, String where) {
        if (resolve(condition, where) instanceof Boolean truth) {
            return truth;
        }
        throw TemplateException.at(where, "a condition is expected");
    }
}
