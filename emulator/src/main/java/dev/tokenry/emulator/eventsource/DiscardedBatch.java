package dev.tokenry.emulator.eventsource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Records that are not delivered any more. Lambda tells the destination where they are in the stream, not what they
 * contain.
 *
 * @param condition why they are discarded
 * @param invocations how often the function was invoked with them
 * @param isFunctionError whether the last invocation failed, instead of naming records that did
 */
record DiscardedBatch(
        String functionArn,
        String streamArn,
        String shardId,
        List<StreamRecord> records,
        Condition condition,
        int invocations,
        boolean isFunctionError) {

    enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String text;

        Condition(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Returns the message for the destination. */
    String message(Instant now) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", functionArn)
                .put("condition", condition.toString())
                .put("approximateInvokeCount", invocations);
        ObjectNode response =
                message.putObject("responseContext").put("statusCode", 200).put("executedVersion", "$LATEST");
        if (isFunctionError) {
            response.put("functionError", "Unhandled");
        }
        message.put("version", "1.0").put("timestamp", now.toString());
        message.putObject("DDBStreamBatchInfo")
                .put("shardId", shardId)
                .put("startSequenceNumber", records.getFirst().sequenceNumber())
                .put("endSequenceNumber", records.getLast().sequenceNumber())
                .put(
                        "approximateArrivalOfFirstRecord",
                        records.getFirst().createdAt().toString())
                .put(
                        "approximateArrivalOfLastRecord",
                        records.getLast().createdAt().toString())
                .put("batchSize", records.size())
                .put("streamArn", streamArn);
        return EmulatorJson.toString(message);
    }
}
