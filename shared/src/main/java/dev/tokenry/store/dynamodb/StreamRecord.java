package dev.tokenry.store.dynamodb;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the table's stream, as far as it can be read.
 *
 * @param id the same however often the record is delivered
 * @param key the key of the item; empty if it cannot be read
 * @param time when the stream got the record, in whole seconds
 * @param oldImage the item before the change in DynamoDB's JSON; null if there was none
 * @param newImage the item after the change; null if there is none
 */
record StreamRecord(
        String id,
        String sequenceNumber,
        String key,
        Instant time,
        @Nullable Object oldImage,
        @Nullable Object newImage,
        boolean isByTimeToLive) {

    /** The service whose time to live removes items. */
    static final String DYNAMODB = "dynamodb.amazonaws.com";

    private static final String UNKNOWN_NUMBER = "0";

    static StreamRecord parse(Map<?, ?> event) {
        Map<?, ?> dynamodb = objectOrEmpty(event.get("dynamodb"));
        Map<?, ?> key = objectOrEmpty(objectOrEmpty(dynamodb.get("Keys")).get(DynamoTable.KEY));
        Map<?, ?> identity = objectOrEmpty(event.get("userIdentity"));
        return new StreamRecord(
                textOr(event.get("eventID"), textOr(dynamodb.get("SequenceNumber"), UNKNOWN_NUMBER)),
                textOr(dynamodb.get("SequenceNumber"), UNKNOWN_NUMBER),
                textOr(key.get("S"), ""),
                time(dynamodb.get("ApproximateCreationDateTime")),
                dynamodb.get("OldImage"),
                dynamodb.get("NewImage"),
                "Service".equals(identity.get("type")) && DYNAMODB.equals(identity.get("principalId")));
    }

    private static Map<?, ?> objectOrEmpty(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    private static String textOr(@Nullable Object value, String defaultValue) {
        return value instanceof String text ? text : defaultValue;
    }

    private static Instant time(@Nullable Object seconds) {
        return seconds instanceof Number number
                ? Instant.ofEpochMilli((long) (number.doubleValue() * 1000))
                : Instant.EPOCH;
    }
}
