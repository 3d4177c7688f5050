package dev.tokenry.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.eventbridge.PublishedEvent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs of notices on a local stack, and what reached people and programs. Its clock is the real one, so that days pass
 * by making all times of a token older.
 */
final class Notices {

    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=local";
    private static final String CREATED_KEY = "createdKey";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String UNUSED_MARKED_AT = "unusedMarkedAt";
    private static final List<String> MARKS = List.of("eventNotice", "mailNotice", "topicNotice");

    private final TestStack stack;
    private final int earlierMails;
    private final int earlierPublications;
    private final int earlierEvents;

    private Notices(TestStack stack) {
        this.stack = stack;
        this.earlierMails = messages("email").size();
        this.earlierPublications = messages("sns").size();
        this.earlierEvents = published().size();
    }

    /**
     * Removes all users, all tokens but that of the administrator, and the last run. What was sent before is left out.
     */
    static Notices ofEmpty(TestStack stack) {
        String admin = String.valueOf(stack.admin().token());
        try (DynamoDbClient dynamoDb = stack.dynamoDb()) {
            String table = stack.variable("GetFunction", "TABLE_NAME");
            dynamoDb.scan(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                    .map(item -> item.get("pk"))
                    .filter(pk -> pk.s().startsWith("tk0c01.") || pk.s().matches("(user|notices)#.*"))
                    .filter(pk -> !admin.startsWith(pk.s()))
                    .forEach(pk -> dynamoDb.deleteItem(
                            delete -> delete.tableName(table).key(Map.of("pk", pk))));
        }
        return new Notices(stack);
    }

    /** Does what the schedule does in AWS. */
    JsonNode run() {
        return invoke("notices", "{\"dryRun\":false}");
    }

    JsonNode maintain() {
        return invoke("maintenance", "{\"action\":\"disable-unused\",\"dryRun\":false}");
    }

    private JsonNode invoke(String function, String event) {
        ApiReply reply = Http.send(HttpRequest.newBuilder(stack.origin().resolve("/local/" + function))
                        .header("Authorization", SIGNED)
                        .POST(HttpRequest.BodyPublishers.ofString(event)))
                .expectStatus(200);
        if (reply.headers().containsKey("x-amz-function-error")) {
            throw new AssertionError(reply.body());
        }
        return reply.json();
    }

    /** Returns the mails in the mailbox, the oldest first, as its page shows them. */
    List<JsonNode> mails() {
        return withoutFirst(messages("email"), earlierMails);
    }

    /** Returns the messages to the topic, the oldest first. */
    List<JsonNode> publications() {
        return withoutFirst(messages("sns"), earlierPublications);
    }

    private List<JsonNode> messages(String channel) {
        JsonNode mailbox = Http.send(HttpRequest.newBuilder(stack.origin().resolve("/local/mailbox?format=json")))
                .json();
        return mailbox.get("messages")
                .valueStream()
                .filter(message -> message.get("channel").textValue().equals(channel))
                .toList()
                .reversed();
    }

    List<String> subjects() {
        return mails().stream().map(mail -> mail.get("subject").textValue()).toList();
    }

    /** Returns the details of the events of this type that are on the bus, the oldest first. */
    List<JsonNode> events(String type) {
        return withoutFirst(published(), earlierEvents).stream()
                .map(published -> published.event())
                .filter(event -> event.get("detail-type").textValue().equals(type))
                .map(event -> event.get("detail"))
                .toList();
    }

    private List<PublishedEvent> published() {
        return stack.localTokenry().aws().eventBridge().events().reversed();
    }

    private static <T> List<T> withoutFirst(List<T> all, int count) {
        return all.subList(count, all.size());
    }

    /** Lets days pass for a token: all its times, and those of what was said about it, become older. */
    void age(IssuedToken token, int days) {
        update(token.id(), item -> {
            String[] created = string(item, CREATED_KEY).split("#", 2);
            item.put(CREATED_KEY, AttributeValue.fromS(older(created[0], days) + "#" + created[1]));
            makeOlder(item, days);
            for (String mark : MARKS) {
                if (item.containsKey(mark)) {
                    Map<String, AttributeValue> values =
                            new HashMap<>(item.get(mark).m());
                    makeOlder(values, days);
                    item.put(mark, AttributeValue.fromM(values));
                }
            }
        });
    }

    private static void makeOlder(Map<String, AttributeValue> values, int days) {
        Stream.of(EXPIRES_AT, UNUSED_MARKED_AT)
                .filter(values::containsKey)
                .forEach(name -> values.put(
                        name, AttributeValue.fromN(older(values.get(name).n(), days))));
    }

    private static String older(String millis, int days) {
        return Long.toString(Long.parseLong(millis) - Duration.ofDays(days).toMillis());
    }

    /** Forgets that a channel has said something about a token, as if the run had died before it noted it. */
    void forget(IssuedToken token, String channel) {
        update(token.id(), item -> item.remove(channel + "Notice"));
    }

    /** Leaves the trace of a run that died, whose time ends then. */
    void leaveRun(Instant until) {
        update("notices#run", item -> {
            item.put("run", AttributeValue.fromS("died"));
            item.put("runUntil", AttributeValue.fromN(Long.toString(until.toEpochMilli())));
        });
    }

    private static String string(Map<String, AttributeValue> item, String attribute) {
        return item.get(attribute).s();
    }

    private interface Change {
        void apply(Map<String, AttributeValue> item);
    }

    private void update(String id, Change change) {
        try (DynamoDbClient dynamoDb = stack.dynamoDb()) {
            String table = stack.variable("GetFunction", "TABLE_NAME");
            Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS(id));
            Map<String, AttributeValue> item = new HashMap<>(
                    dynamoDb.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                            .item());
            item.putAll(key);
            change.apply(item);
            dynamoDb.putItem(put -> put.tableName(table).item(item));
        }
    }
}
