package dev.tokenry.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function as the template describes it. */
public record FunctionSpec(
        String logicalId,
        String name,
        String arn,
        String handler,
        String codeUri,
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
        return new FunctionSpec(logicalId, name, arn, handler, codeUri, timeout, memoryMegabytes, all);
    }
}
