package dev.tokenry.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks for the first administrator token, and re-arms the function when the one it made has ended. */
final class Bootstrap {

    private static final String GENERATION = "BOOTSTRAP_GENERATION";

    // A token lives for a day, so this is years of daily starts; more means that the function never says yes.
    private static final int MOST_GENERATIONS = 2_000;

    private Bootstrap() {}

    static boolean isBootstrap(FunctionSpec function) {
        return function.handler().split("::", 2)[0].endsWith("BootstrapHandler");
    }

    /** Raises the generation, as a stack update would, until a token is made or one turns out to be live. */
    static FirstToken run(FunctionSpec function) {
        int first = Integer.parseInt(function.environment().getOrDefault(GENERATION, "1"));
        for (int generation = first; generation < first + MOST_GENERATIONS; generation++) {
            JsonNode answer = ask(function.with(Map.of(GENERATION, Integer.toString(generation))));
            String id = answer.path("id").asText();
            if (answer.path("created").asBoolean()) {
                return FirstToken.created(
                        id,
                        answer.path("expirationDate").asText(),
                        answer.path("token").asText());
            }
            if (answer.path("live").asBoolean()) {
                return FirstToken.stillLive(id);
            }
        }
        throw new StartException("Function " + function.logicalId() + " makes no token in any generation");
    }

    private static JsonNode ask(FunctionSpec function) {
        InvocationResult outcome = EmulatedFunction.of(function).invoke("{}".getBytes(StandardCharsets.UTF_8));
        return switch (outcome) {
            case InvocationResult.Payload answer -> parse(answer.json(), function);
            case InvocationResult.FunctionError error ->
                throw new StartException("Function " + function.logicalId() + " made no first token: "
                        + error.errorType() + ": " + error.errorMessage());
        };
    }

    private static JsonNode parse(String json, FunctionSpec function) {
        try {
            JsonNode answer = new JsonMapper().readTree(json);
            if (answer.path("created").isBoolean()) {
                return answer;
            }
        } catch (JacksonException e) {
            // Said below, and without the cause: it could quote the token.
        }
        throw new StartException("Function " + function.logicalId() + " did not say whether it made a token");
    }
}
