package dev.tokenry.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.cloudformation.CustomResourceResponseServer;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.cloudformation.ResourceProvisioner.Made;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Has functions make a stack's custom resources, as CloudFormation does: each start creates them anew. */
final class CustomResources {

    private static final JsonMapper JSON = new JsonMapper();

    private final CustomResourceResponseServer cloudFormation;
    private final String stackId;
    private final Function<String, Optional<EmulatedFunction>> functions;
    private final Duration patience;

    /** @param functions the function of an ARN, if it is one that runs here */
    CustomResources(
            CustomResourceResponseServer cloudFormation,
            String stackId,
            Function<String, Optional<EmulatedFunction>> functions,
            Duration patience) {
        this.cloudFormation = cloudFormation;
        this.stackId = stackId;
        this.functions = functions;
        this.patience = patience;
    }

    Made create(String logicalId, String type, Map<String, Object> properties) {
        String token = String.valueOf(properties.get("ServiceToken"));
        EmulatedFunction function = functions
                .apply(token)
                .orElseThrow(() -> failed(logicalId, "ServiceToken " + token + " is no function that runs here"));
        CustomResourceResponseServer.PendingResponse awaited = cloudFormation.expectResponse();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("RequestType", "Create");
        event.put("ServiceToken", token);
        event.put("ResponseURL", awaited.address().toString());
        event.put("StackId", stackId);
        event.put("RequestId", UUID.randomUUID().toString());
        event.put("LogicalResourceId", logicalId);
        event.put("ResourceType", type);
        event.put("ResourceProperties", withTextsAlone(properties));
        if (function.invoke(bytes(event)) instanceof InvocationResult.FunctionError error) {
            // AWS would try again, and then wait for an hour.
            throw failed(logicalId, error.errorType() + ": " + error.errorMessage());
        }
        return made(event, answer(logicalId, awaited));
    }

    private JsonNode answer(String logicalId, CustomResourceResponseServer.PendingResponse awaited) {
        try {
            return awaited.await(patience)
                    .orElseThrow(() -> failed(logicalId, "its function sent no answer to the ResponseURL"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(logicalId, "interrupted");
        }
    }

    private static Made made(Map<String, Object> event, JsonNode answer) {
        String logicalId = String.valueOf(event.get("LogicalResourceId"));
        if (!answer.path("Status").asText().equals("SUCCESS")) {
            throw failed(logicalId, answer.path("Reason").asText("no reason was given"));
        }
        for (String same : List.of("StackId", "RequestId", "LogicalResourceId")) {
            if (!answer.path(same).asText().equals(event.get(same))) {
                throw failed(logicalId, "the answer is not to this request: its " + same + " is another");
            }
        }
        String physicalId = answer.path("PhysicalResourceId").asText();
        if (physicalId.isEmpty()) {
            throw failed(logicalId, "the answer has no PhysicalResourceId");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        answer.path("Data")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        return new Made(physicalId, attributes);
    }

    /** As CloudFormation sends them: numbers and truths are texts. */
    private static Object withTextsAlone(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> withTextsAlone(entry.getValue()),
                                (a, b) -> a,
                                LinkedHashMap::new));
            case List<?> list ->
                list.stream().map(CustomResources::withTextsAlone).toList();
            default -> value.toString();
        };
    }

    private static byte[] bytes(Map<String, Object> event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StartException failed(String logicalId, String reason) {
        return new StartException("Custom resource " + logicalId + ": " + reason);
    }
}
