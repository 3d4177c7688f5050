package dev.tokenry.emulator.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the response of a function says of a batch.
 *
 * @param processed the number of records before the first that failed
 * @param failsAsWhole whether no record is named as the first that failed
 */
record BatchResponse(int processed, boolean failsAsWhole) {

    private static final BatchResponse FAILURE = new BatchResponse(0, true);

    static BatchResponse of(InvocationResult result, List<StreamRecord> batch, boolean reportsItemFailures) {
        BatchResponse success = new BatchResponse(batch.size(), false);
        return switch (result) {
            case InvocationResult.FunctionError error -> FAILURE;
            case InvocationResult.Payload payload ->
                reportsItemFailures ? parse(payload.json(), batch, success) : success;
        };
    }

    /** A response without failures is a success in whatever form; a failure that names no record is one of all. */
    private static BatchResponse parse(String payload, List<StreamRecord> batch, BatchResponse success) {
        JsonNode response = EmulatorJson.parse(payload);
        JsonNode failures = response == null ? null : response.get("batchItemFailures");
        if (failures == null || failures.isNull()) {
            return success;
        }
        int first = batch.size();
        for (JsonNode failure : failures) {
            String sequenceNumber = failure.path("itemIdentifier").asText("");
            int index = IntStream.range(0, batch.size())
                    .filter(i -> batch.get(i).isAt(sequenceNumber))
                    .findFirst()
                    .orElse(-1);
            if (index < 0) {
                return FAILURE;
            }
            first = Math.min(first, index);
        }
        return new BatchResponse(first, false);
    }
}
