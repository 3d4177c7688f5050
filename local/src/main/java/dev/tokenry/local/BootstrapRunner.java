package dev.tokenry.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Invokes the bootstrap function, with the next generation if the token of the previous one is no longer active. */
final class BootstrapRunner {

    private static final String GENERATION_VARIABLE = "BOOTSTRAP_GENERATION";
    private static final int FIRST_GENERATION = 1;
    private static final String NO_ADDRESSES = "{}";

    // A token expires after a day, so this covers years of daily starts.
    private static final int MAX_GENERATIONS = 2_000;

    private BootstrapRunner() {}

    static boolean isBootstrap(FunctionSpec function) {
        return function.handler().split("::", 2)[0].endsWith("BootstrapHandler");
    }

    /** Increments the generation, as a stack update would, until a token is created or an active one is found. */
    static BootstrapToken run(FunctionSpec function) {
        int first = Integer.parseInt(function.environment().getOrDefault(GENERATION_VARIABLE, "1"));
        for (int generation = first; generation < first + MAX_GENERATIONS; generation++) {
            JsonNode response = invoke(function.with(Map.of(GENERATION_VARIABLE, Integer.toString(generation))));
            String id = response.path("id").asText();
            if (response.path("created").asBoolean()) {
                return BootstrapToken.created(
                        id,
                        response.path("expirationDate").asText(),
                        response.path("token").asText(),
                        generation == FIRST_GENERATION);
            }
            if (response.path("live").asBoolean()) {
                return BootstrapToken.alreadyActive(id);
            }
        }
        throw new StartupException("Function " + function.logicalId() + " creates no token in any generation");
    }

    private static JsonNode invoke(FunctionSpec function) {
        InvocationResult outcome =
                TokenryEmulation.function(function).invoke(payload(function).getBytes(StandardCharsets.UTF_8));
        return switch (outcome) {
            case InvocationResult.Payload payload -> parse(payload.json(), function);
            case InvocationResult.FunctionError error ->
                throw new StartupException("Function " + function.logicalId() + " failed to create the first token: "
                        + error.errorType() + ": " + error.errorMessage());
        };
    }

    private static String payload(FunctionSpec function) {
        return FunctionLimits.of(function).requireAllowedIps()
                ? EmulatorJson.toString(Map.of("allowedIps", ExampleToken.LOCAL_ADDRESSES))
                : NO_ADDRESSES;
    }

    private static JsonNode parse(String json, FunctionSpec function) {
        try {
            JsonNode response = EmulatorJson.MAPPER.readTree(json);
            if (response.path("created").isBoolean()) {
                return response;
            }
        } catch (JacksonException e) {
            // Reported below without the cause, whose message could contain the token.
        }
        throw new StartupException("Function " + function.logicalId() + " returned an invalid response");
    }
}
