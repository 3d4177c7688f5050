package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of a function. */
public final class FunctionReader {

    // The defaults of Lambda and SAM.
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;

    private FunctionReader() {}

    public static FunctionSpec read(ResourceDeclaration function, TemplateContext scope) {
        return new FunctionSpec(
                function.logicalId(),
                scope.ids().physicalName(function.logicalId()),
                scope.ids().functionArn(function.logicalId()),
                string(function, "Runtime", "", scope),
                string(function, "Handler", "", scope),
                string(function, "CodeUri", ".", scope),
                inlineCode(function, scope),
                Duration.ofSeconds(number(function, "Timeout", DEFAULT_TIMEOUT_SECONDS, scope)),
                number(function, "MemorySize", DEFAULT_MEMORY_MEGABYTES, scope),
                environment(function, scope));
    }

    private static Map<String, String> environment(ResourceDeclaration function, TemplateContext scope) {
        String path = function.path() + ".Environment";
        Map<String, Object> environment =
                TemplateValues.map(scope.resolve(function.properties().get("Environment"), path), path);
        Map<String, String> result = new LinkedHashMap<>();
        TemplateValues.map(environment.get("Variables"), path + ".Variables")
                .forEach((name, value) -> result.put(name, TemplateValues.string(value, path + ".Variables." + name)));
        return result;
    }

    private static @Nullable String inlineCode(ResourceDeclaration function, TemplateContext scope) {
        return function.properties().containsKey("InlineCode") ? string(function, "InlineCode", "", scope) : null;
    }

    private static String string(
            ResourceDeclaration function, String property, String defaultValue, TemplateContext scope) {
        String path = function.path() + "." + property;
        Object value = scope.resolve(function.properties().getOrDefault(property, defaultValue), path);
        return TemplateValues.string(value, path);
    }

    private static int number(ResourceDeclaration function, String property, int defaultValue, TemplateContext scope) {
        String path = function.path() + "." + property;
        return TemplateValues.number(
                scope.resolve(function.properties().getOrDefault(property, defaultValue), path), path);
    }
}
