package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The validated parameters of a stack: the defaults of the template and the values that override them. */
final class Parameters {

    private final Map<String, Object> values = new LinkedHashMap<>();

    Parameters(Map<String, Object> declared, Map<String, String> overrides, StackExports stackExports) {
        overrides.keySet().forEach(name -> {
            if (!declared.containsKey(name)) {
                throw new TemplateException("The template has no parameter " + name);
            }
        });
        declared.forEach((name, declaration) -> {
            String path = "Parameters." + name;
            values.put(name, value(TemplateValues.map(declaration, path), overrides.get(name), stackExports, path));
        });
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    private static Object value(
            Map<String, Object> declaration, @Nullable String override, StackExports stackExports, String path) {
        Object raw = override != null ? override : declaration.get("Default");
        if (raw == null) {
            throw TemplateException.at(path, "it has no default and no value is given");
        }
        String value = TemplateValues.string(raw, path);
        checkPattern(declaration, value, path);
        checkAllowed(declaration, value, path);
        checkNumber(declaration, value, path);
        if ("AWS::SSM::Parameter::Value<String>".equals(declaration.get("Type"))) {
            return stackExports.parameter(value, path);
        }
        boolean isList = declaration.get("Type") instanceof String type
                && (type.equals("CommaDelimitedList") || type.startsWith("List<"));
        return isList ? List.of(value.split("\\s*,\\s*")) : value;
    }

    private static void checkPattern(Map<String, Object> declaration, String value, String path) {
        if (declaration.get("AllowedPattern") instanceof String pattern && !Pattern.matches(pattern, value)) {
            throw violation(declaration, value, path, "does not match " + pattern);
        }
    }

    private static void checkAllowed(Map<String, Object> declaration, String value, String path) {
        if (declaration.get("AllowedValues") instanceof List<?> allowed
                && allowed.stream().noneMatch(each -> String.valueOf(each).equals(value))) {
            throw violation(declaration, value, path, "is not one of " + allowed);
        }
    }

    private static void checkNumber(Map<String, Object> declaration, String value, String path) {
        if (!"Number".equals(declaration.get("Type"))) {
            return;
        }
        if (!value.matches("-?\\d{1,15}(\\.\\d+)?")) {
            throw violation(declaration, value, path, "is not a number");
        }
        double number = Double.parseDouble(value);
        boolean tooSmall = declaration.get("MinValue") instanceof Number min && number < min.doubleValue();
        boolean tooLarge = declaration.get("MaxValue") instanceof Number max && number > max.doubleValue();
        if (tooSmall || tooLarge) {
            throw violation(declaration, value, path, "is out of range");
        }
    }

    /** As CloudFormation, prefers the description of the constraint to the constraint itself. */
    private static TemplateException violation(
            Map<String, Object> declaration, String value, String path, String problem) {
        return TemplateException.at(
                path,
                declaration.get("ConstraintDescription") instanceof String description
                        ? "'" + value + "' does not satisfy the constraint: " + description
                        : "'" + value + "' " + problem);
    }
}
