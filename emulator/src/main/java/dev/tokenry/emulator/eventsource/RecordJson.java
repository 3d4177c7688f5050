package dev.tokenry.emulator.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.EmulatorJson;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Renders a record as Lambda renders it in an event. DynamoDB Local differs from DynamoDB in what is mended here. */
record RecordJson(AwsAccount account, String streamArn) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    StreamRecord render(Record source) {
        var change = source.dynamodb();
        boolean isExpiry = isDeletionOfExpiredItem(source);
        ObjectNode json = NODES.objectNode();
        // DynamoDB's ids are 32 hexadecimal digits; DynamoDB Local writes them with hyphens.
        json.put("eventID", source.eventID().replace("-", ""));
        json.put("eventName", isExpiry ? OperationType.REMOVE.toString() : source.eventNameAsString());
        json.put("eventVersion", source.eventVersion());
        json.put("eventSource", source.eventSource());
        json.put("awsRegion", account.region());
        ObjectNode dynamoDb = json.putObject("dynamodb");
        dynamoDb.put(
                "ApproximateCreationDateTime",
                change.approximateCreationDateTime().getEpochSecond());
        dynamoDb.set("Keys", attributes(change.keys()));
        if (change.hasNewImage()) {
            dynamoDb.set("NewImage", attributes(change.newImage()));
        }
        if (change.hasOldImage()) {
            dynamoDb.set("OldImage", attributes(change.oldImage()));
        }
        dynamoDb.put("SequenceNumber", change.sequenceNumber());
        dynamoDb.put("SizeBytes", change.sizeBytes());
        dynamoDb.put("StreamViewType", change.streamViewTypeAsString());
        json.put("eventSourceARN", streamArn);
        if (isExpiry) {
            json.putObject("userIdentity").put("type", "Service").put("principalId", "dynamodb.amazonaws.com");
        }
        return new StreamRecord(
                change.sequenceNumber(), change.approximateCreationDateTime(), EmulatorJson.toString(json));
    }

    /** DynamoDB Local gives such a deletion neither the name of an operation nor the identity of the service. */
    private static boolean isDeletionOfExpiredItem(Record source) {
        return source.userIdentity() != null || source.eventName() == OperationType.UNKNOWN_TO_SDK_VERSION;
    }

    private static ObjectNode attributes(Map<String, AttributeValue> attributes) {
        ObjectNode json = NODES.objectNode();
        attributes.forEach((name, value) -> json.set(name, attribute(value)));
        return json;
    }

    private static ObjectNode attribute(AttributeValue value) {
        ObjectNode json = NODES.objectNode();
        return switch (value.type()) {
            case S -> json.put("S", value.s());
            case N -> json.put("N", value.n());
            case B -> json.put("B", value.b().asByteArray());
            case BOOL -> json.put("BOOL", value.bool());
            case NUL -> json.put("NULL", value.nul());
            case SS -> json.set("SS", stringList(value.ss()));
            case NS -> json.set("NS", stringList(value.ns()));
            case BS -> json.set("BS", binaries(value.bs()));
            case L -> json.set("L", list(value.l()));
            case M -> json.set("M", attributes(value.m()));
            // DynamoDB Local leaves out a list without elements.
            case UNKNOWN_TO_SDK_VERSION -> json.set("L", NODES.arrayNode());
        };
    }

    private static JsonNode stringList(List<String> strings) {
        ArrayNode json = NODES.arrayNode();
        strings.forEach(json::add);
        return json;
    }

    private static JsonNode binaries(List<SdkBytes> binaries) {
        ArrayNode json = NODES.arrayNode();
        binaries.forEach(each -> json.add(each.asByteArray()));
        return json;
    }

    private static JsonNode list(List<AttributeValue> values) {
        ArrayNode json = NODES.arrayNode();
        values.forEach(each -> json.add(attribute(each)));
        return json;
    }
}
