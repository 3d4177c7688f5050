package dev.tokenry.emulator.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves the intrinsic functions in values; all other values are unchanged. */
final class IntrinsicFunctions {

    static final Set<String> FUNCTION_NAMES = Set.of(
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

    /** The value of {@code AWS::NoValue}, which removes the entry from its map or list. */
    static final Object NO_VALUE = new Object();

    private final Resolver resolver;

    IntrinsicFunctions(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Resolves the names of a template; every method fails if the name does not exist. */
    interface Resolver {
        Object ref(String name, String path);

        String attribute(String logicalId, String attribute, String path);

        boolean condition(String name, String path);

        Object mapping(String map, String first, String second, String path);

        String importValue(String export, String path);

        /** Resolves the dynamic references in a text, which can also be the result of an intrinsic function. */
        String resolveDynamic(String text, String path);
    }

    @Nullable
    Object resolve(@Nullable Object value, String path) {
        return switch (value) {
            case Map<?, ?> map
            when isFunction(map) -> {
                Map.Entry<?, ?> call = map.entrySet().iterator().next();
                Object result = call(String.valueOf(call.getKey()), call.getValue(), path + "." + call.getKey());
                yield result instanceof String text ? resolver.resolveDynamic(text, path) : result;
            }
            case Map<?, ?> map -> resolveMap(map, path);
            case List<?> list -> resolveList(list, path);
            case String text -> resolver.resolveDynamic(text, path);
            case null, default -> value;
        };
    }

    /** Returns whether a map is an intrinsic function in its long form. */
    static boolean isFunction(Map<?, ?> map) {
        return map.size() == 1
                && map.keySet().iterator().next() instanceof String key
                && (key.startsWith("Fn::")
                        || key.equals("Ref")
                        || (key.equals("Condition") && map.get(key) instanceof String));
    }

    private Map<String, Object> resolveMap(Map<?, ?> map, String path) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object resolved = resolve(value, path + "." + key);
            if (resolved != null && resolved != NO_VALUE) {
                result.put(String.valueOf(key), resolved);
            }
        });
        return result;
    }

    private List<Object> resolveList(List<?> list, String path) {
        List<Object> result = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object resolved = resolve(list.get(i), path + "[" + i + "]");
            if (resolved != null && resolved != NO_VALUE) {
                result.add(resolved);
            }
        }
        return result;
    }

    private @Nullable Object call(String function, Object argument, String path) {
        return switch (function) {
            case "Ref" -> resolver.ref(TemplateValues.string(argument, path), path);
            case "Condition" -> resolver.condition(TemplateValues.string(argument, path), path);
            case "Fn::GetAtt" -> getAtt(argument, path);
            case "Fn::Sub" -> sub(argument, path);
            case "Fn::If" -> chooseIf(TemplateValues.arguments(argument, 3, path), path);
            case "Fn::Join" -> join(TemplateValues.arguments(argument, 2, path), path);
            case "Fn::Split" -> split(TemplateValues.arguments(argument, 2, path), path);
            case "Fn::Select" -> select(TemplateValues.arguments(argument, 2, path), path);
            case "Fn::FindInMap" -> findInMap(TemplateValues.arguments(argument, 3, path), path);
            case "Fn::ImportValue" -> resolver.importValue(TemplateValues.string(resolve(argument, path), path), path);
            case "Fn::Equals" -> areEqual(TemplateValues.arguments(argument, 2, path), path);
            case "Fn::Not" ->
                !evaluateCondition(TemplateValues.arguments(argument, 1, path).getFirst(), path);
            case "Fn::And" ->
                TemplateValues.list(argument, path).stream().allMatch(each -> evaluateCondition(each, path));
            case "Fn::Or" ->
                TemplateValues.list(argument, path).stream().anyMatch(each -> evaluateCondition(each, path));
            default -> throw TemplateException.at(path, function + " is not a supported intrinsic function");
        };
    }

    private String getAtt(Object argument, String path) {
        List<?> parts =
                argument instanceof String text ? List.of(text.split("\\.", 2)) : TemplateValues.list(argument, path);
        if (parts.size() != 2) {
            throw TemplateException.at(path, "a logical id and an attribute are expected");
        }
        return resolver.attribute(
                TemplateValues.string(parts.get(0), path),
                TemplateValues.string(resolve(parts.get(1), path), path),
                path);
    }

    private String sub(Object argument, String path) {
        if (argument instanceof String text) {
            return substitute(text, Map.of(), path);
        }
        List<?> arguments = TemplateValues.arguments(argument, 2, path);
        Map<String, Object> substitutions = TemplateValues.map(resolve(arguments.get(1), path), path);
        return substitute(TemplateValues.string(arguments.get(0), path), substitutions, path);
    }

    private String substitute(String text, Map<String, Object> substitutions, String path) {
        return VARIABLE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(variable(match.group(1), match.group(2), substitutions, path)));
    }

    private String variable(String literal, String name, Map<String, Object> substitutions, String path) {
        if (!literal.isEmpty()) {
            return "${" + name + "}";
        }
        Object value = substitutions.get(name);
        return TemplateValues.string(value != null ? value : resolver.ref(name, path), path);
    }

    private @Nullable Object chooseIf(List<?> arguments, String path) {
        boolean condition = resolver.condition(TemplateValues.string(arguments.get(0), path), path);
        return resolve(arguments.get(condition ? 1 : 2), path);
    }

    private String join(List<?> arguments, String path) {
        return TemplateValues.list(resolve(arguments.get(1), path), path).stream()
                .map(each -> TemplateValues.string(each, path))
                .collect(Collectors.joining(TemplateValues.string(arguments.get(0), path)));
    }

    private List<String> split(List<?> arguments, String path) {
        String separator = Pattern.quote(TemplateValues.string(arguments.get(0), path));
        return List.of(
                TemplateValues.string(resolve(arguments.get(1), path), path).split(separator, -1));
    }

    private Object select(List<?> arguments, String path) {
        List<?> choices = TemplateValues.list(resolve(arguments.get(1), path), path);
        String index = TemplateValues.string(resolve(arguments.get(0), path), path);
        if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= choices.size()) {
            throw TemplateException.at(path, "there is no element " + index);
        }
        return choices.get(Integer.parseInt(index));
    }

    private Object findInMap(List<?> arguments, String path) {
        return resolver.mapping(
                TemplateValues.string(resolve(arguments.get(0), path), path),
                TemplateValues.string(resolve(arguments.get(1), path), path),
                TemplateValues.string(resolve(arguments.get(2), path), path),
                path);
    }

    private boolean areEqual(List<?> arguments, String path) {
        return TemplateValues.string(resolve(arguments.get(0), path), path)
                .equals(TemplateValues.string(resolve(arguments.get(1), path), path));
    }

    private boolean evaluateCondition(Object condition, String path) {
        if (resolve(condition, path) instanceof Boolean bool) {
            return bool;
        }
        throw TemplateException.at(path, "a condition is expected");
    }
}
