package dev.tokenry.local;

import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.lambda.InvokeEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/** A function for which AWS has a schedule and the local stack has none. */
record ScheduledFunction(EmulatedFunction function) {

    /** The path at which the local stack alone invokes the maintenance function. No API has it as a base path. */
    static final String MAINTENANCE_PATH = "/local/maintenance";

    /** The path at which the local stack alone invokes the function that sends notices. */
    static final String NOTICES_PATH = "/local/notices";

    static final String MAINTENANCE_HANDLER = "MaintenanceHandler";
    static final String NOTICES_HANDLER = "NoticesHandler";

    /** @param handler the simple name of the class */
    static Optional<ScheduledFunction> find(Collection<EmulatedFunction> functions, String handler) {
        return functions.stream()
                .filter(each -> each.spec().handler().split("::", 2)[0].endsWith("." + handler))
                .findFirst()
                .map(ScheduledFunction::new);
    }

    /** Lets the gateway invoke the function at a path. */
    void serve(Gateway gateway, String path) {
        gateway.serve(path, InvokeEndpoint.of(path, function));
    }

    boolean disablesUnusedTokens() {
        return FunctionLimits.of(function.spec()).autoDisableUnusedAfter() != null;
    }

    /**
     * Does what the schedule does, and returns the result of the function.
     *
     * @throws StartupException if the function fails
     */
    String run() {
        return switch (function.invoke("{}".getBytes(StandardCharsets.UTF_8))) {
            case InvocationResult.Payload payload -> payload.json();
            case InvocationResult.FunctionError error ->
                throw new StartupException(
                        "Function " + function.spec().logicalId() + " failed: " + error.errorMessage());
        };
    }
}
