package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as the template declares it.
 *
 * @param codeUri the location of the code, relative to the template; ignored if the template contains inline code
 */
public record FunctionSpec(
        String logicalId,
        String name,
        String arn,
        String runtime,
        String handler,
        String codeUri,
        @Nullable String inlineCode,
        Duration timeout,
        int memoryMegabytes,
        Map<String, String> environment) {

    public FunctionSpec {
        environment = Map.copyOf(environment);
    }

    /** Returns this function with additional environment variables, which replace variables of the same name. */
    public FunctionSpec with(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new FunctionSpec(
                logicalId, name, arn, runtime, handler, codeUri, inlineCode, timeout, memoryMegabytes, all);
    }
}
