package dev.tokenry.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks for the first administrator token, and re-arms the function when the one it made has ended. */
final class BootstrapRunner {

    private static final String GENERATION_VARIABLE = "BOOTSTRAP_GENERATION";

    // A token lives for a day, so this is years of daily starts; more means that the function never says yes.
    private static final int MAX_GENERATIONS = 2_000;

    private BootstrapRunner() {}

    static boolean isBootstrap(FunctionSpec function) {
        return function.handler().split("::", 2)[0].endsWith("BootstrapHandler");
    }

    /** Raises the generation, as a stack update would, until a token is made or one turns out to be live. */
    static BootstrapToken run(FunctionSpec function) {
        int first = Integer.parseInt(function.environment().getOrDefault(GENERATION_VARIABLE, "1"));
        for (int generation = first; generation < first + MAX_GENERATIONS; generation++) {
            JsonNode response = invoke(function.with(Map.of(GENERATION_VARIABLE, Integer.toString(generation))));
            String id = response.path("id").asText();
            if (response.path("created").asBoolean()) {
                return BootstrapToken.created(
                        id,
                        response.path("expirationDate").asText(),
                        response.path("token").asText());
            }
            if (response.path("live").asBoolean()) {
                return BootstrapToken.alreadyActive(id);
            }
        }
        throw new StartupException("Function " + function.logicalId() + " makes no token in any generation");
    }

    private static JsonNode invoke(FunctionSpec function) {
        InvocationResult outcome = TokenryEmulation.function(function).invoke("{}".getBytes(StandardCharsets.UTF_8));
        return switch (outcome) {
            case InvocationResult.Payload payload -> parse(payload.json(), function);
            case InvocationResult.FunctionError error ->
                throw new StartupException("Function " + function.logicalId() + " made no first token: "
                        + error.errorType() + ": " + error.errorMessage());
        };
    }

    private static JsonNode parse(String json, FunctionSpec function) {
        try {
            JsonNode response = EmulatorJson.MAPPER.readTree(json);
            if (response.path("created").isBoolean()) {
                return response;
            }
        } catch (JacksonException e) {
            // Said below, and without the cause: it could quote the token.
        }
        throw new StartupException("Function " + function.logicalId() + " did not say whether it made a token");
    }
}
