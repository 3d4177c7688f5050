package dev.tokenry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.cloudformation.CustomResourceResponseServer;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates the custom resources of a stack by invoking their functions, as CloudFormation does, at every start. */
final class CustomResourceInvoker {

    private final CustomResourceResponseServer cloudFormation;
    private final String stackId;
    private final Function<String, Optional<EmulatedFunction>> functions;
    private final Duration timeout;

    /** @param functions returns the function with an ARN, or empty if the emulator does not run it */
    CustomResourceInvoker(
            CustomResourceResponseServer cloudFormation,
            String stackId,
            Function<String, Optional<EmulatedFunction>> functions,
            Duration timeout) {
        this.cloudFormation = cloudFormation;
        this.stackId = stackId;
        this.functions = functions;
        this.timeout = timeout;
    }

    PhysicalResource create(String logicalId, String type, Map<String, Object> properties) {
        String token = String.valueOf(properties.get("ServiceToken"));
        EmulatedFunction function = functions
                .apply(token)
                .orElseThrow(
                        () -> failure(logicalId, "ServiceToken " + token + " is not the ARN of an emulated function"));
        CustomResourceResponseServer.PendingResponse pendingResponse = cloudFormation.expectResponse();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("RequestType", "Create");
        event.put("ServiceToken", token);
        event.put("ResponseURL", pendingResponse.address().toString());
        event.put("StackId", stackId);
        event.put("RequestId", UUID.randomUUID().toString());
        event.put("LogicalResourceId", logicalId);
        event.put("ResourceType", type);
        event.put("ResourceProperties", stringify(properties));
        if (function.invoke(EmulatorJson.toBytes(event)) instanceof InvocationResult.FunctionError error) {
            // AWS would retry, and then wait for an hour.
            throw failure(logicalId, error.errorType() + ": " + error.errorMessage());
        }
        return toResource(event, awaitResponse(logicalId, pendingResponse));
    }

    private JsonNode awaitResponse(String logicalId, CustomResourceResponseServer.PendingResponse pendingResponse) {
        try {
            return pendingResponse
                    .await(timeout)
                    .orElseThrow(() -> failure(logicalId, "its function sent no response to the ResponseURL"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(logicalId, "interrupted");
        }
    }

    private static PhysicalResource toResource(Map<String, Object> event, JsonNode response) {
        String logicalId = String.valueOf(event.get("LogicalResourceId"));
        if (!response.path("Status").asText().equals("SUCCESS")) {
            throw failure(logicalId, response.path("Reason").asText("no reason was given"));
        }
        for (String field : List.of("StackId", "RequestId", "LogicalResourceId")) {
            if (!response.path(field).asText().equals(event.get(field))) {
                throw failure(logicalId, "the response belongs to another request: its " + field + " differs");
            }
        }
        String physicalId = response.path("PhysicalResourceId").asText();
        if (physicalId.isEmpty()) {
            throw failure(logicalId, "the response has no PhysicalResourceId");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        response.path("Data")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        return new PhysicalResource(physicalId, attributes);
    }

    /** CloudFormation sends numbers and booleans as text. */
    private static Object stringify(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> stringify(entry.getValue()),
                                (a, b) -> a,
                                LinkedHashMap::new));
            case List<?> list ->
                list.stream().map(CustomResourceInvoker::stringify).toList();
            default -> value.toString();
        };
    }

    private static StartupException failure(String logicalId, String reason) {
        return new StartupException("Custom resource " + logicalId + ": " + reason);
    }
}
