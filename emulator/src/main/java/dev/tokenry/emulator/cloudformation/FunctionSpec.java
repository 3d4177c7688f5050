package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as the template describes it.
 *
 * @param codeUri where its code is, seen from the template; nothing there counts when the template itself holds the code
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

    /** The same function with these variables as well; on a clash they win. */
    public FunctionSpec with(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new FunctionSpec(
                logicalId, name, arn, runtime, handler, codeUri, inlineCode, timeout, memoryMegabytes, all);
    }
}
