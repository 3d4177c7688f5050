package dev.tokenry.local;

import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.lambda.InvokeEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Invokes the maintenance function, for which AWS has a schedule and the local stack has none. */
final class Maintenance {

    /** The path at which the local stack alone invokes the function. No API has it as a base path. */
    static final String PATH = "/local/maintenance";

    private final EmulatedFunction function;

    private Maintenance(EmulatedFunction function) {
        this.function = function;
    }

    static Optional<Maintenance> find(Map<String, EmulatedFunction> functions) {
        return functions.values().stream()
                .filter(each -> each.spec().handler().split("::", 2)[0].endsWith("MaintenanceHandler"))
                .findFirst()
                .map(Maintenance::new);
    }

    InvokeEndpoint endpoint() {
        return InvokeEndpoint.of(PATH, function);
    }

    /**
     * Does what the schedule does, and returns the result of the function.
     *
     * @throws StartupException if the stack has no schedule, because it does not disable unused tokens, or the function fails
     */
    String run() {
        if (FunctionLimits.of(function.spec()).autoDisableUnusedAfter() == null) {
            throw new StartupException("--maintain needs --parameter AutoDisableUnusedAfter=DAYS");
        }
        return switch (function.invoke("{}".getBytes(StandardCharsets.UTF_8))) {
            case InvocationResult.Payload payload -> payload.json();
            case InvocationResult.FunctionError error ->
                throw new StartupException(
                        "Function " + function.spec().logicalId() + " failed: " + error.errorMessage());
        };
    }
}
