package dev.tokenry.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Fills a table with copies of a token or an event: a million requests to create them would take an hour. */
final class TableLoader implements AutoCloseable {

    private static final int BATCH = 25;
    private static final int THREADS = 4;
    private static final int MAX_WAITING = 100;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_CHARACTERS = 24;

    private final DynamoDbClient client;
    private final String table;
    // The caller writes a batch itself when many wait: a million items at once would not fit into the memory.
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final Random random = new Random(1);

    /** @param environment the variables that direct an AWS SDK to the emulated services */
    TableLoader(Map<String, String> environment, String table) {
        this.table = table;
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create(variable(environment, "AWS_ENDPOINT_URL_DYNAMODB")))
                .region(Region.of(variable(environment, "AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        variable(environment, "AWS_ACCESS_KEY_ID"),
                        variable(environment, "AWS_SECRET_ACCESS_KEY"),
                        variable(environment, "AWS_SESSION_TOKEN"))))
                .build();
    }

    @Override
    public void close() {
        threads.close();
        client.close();
    }

    /**
     * Writes copies of a token under new ids.
     *
     * @param group the owner and project of a copy
     */
    void copy(String tokenId, int from, int to, IntFunction<String> group) throws Exception {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(table).key(Map.of("pk", AttributeValue.fromS(tokenId))))
                .item();
        write(from, to, index -> copy(item, tokenId, group.apply(index)));
    }

    /** Writes an item for each index. */
    void write(int from, int to, IntFunction<Map<String, AttributeValue>> item) throws Exception {
        List<Future<?>> batches = new ArrayList<>();
        for (int start = from; start < to; start += BATCH) {
            List<WriteRequest> batch = IntStream.range(start, Math.min(start + BATCH, to))
                    .mapToObj(item)
                    .map(copy -> WriteRequest.builder()
                            .putRequest(put -> put.item(copy))
                            .build())
                    .toList();
            batches.add(threads.submit(() -> write(batch)));
        }
        for (Future<?> each : batches) {
            each.get();
        }
    }

    /** Returns all items of the table. */
    List<Map<String, AttributeValue>> items() {
        return client.scanPaginator(request -> request.tableName(table)).items().stream()
                .toList();
    }

    /** Writes an item, and returns what it costs. */
    ConsumedCapacity put(Map<String, AttributeValue> item) {
        return client.putItem(request ->
                        request.tableName(table).item(item).returnConsumedCapacity(ReturnConsumedCapacity.INDEXES))
                .consumedCapacity();
    }

    private Map<String, AttributeValue> copy(Map<String, AttributeValue> item, String tokenId, String group) {
        String id = randomId(tokenId);
        Map<String, AttributeValue> copy = new HashMap<>(item);
        String created = Objects.requireNonNull(item.get("createdKey")).s();
        copy.put("pk", AttributeValue.fromS(id));
        copy.put("createdKey", AttributeValue.fromS(created.replace(tokenId, id)));
        copy.put("owner", AttributeValue.fromS(group));
        copy.put("project", AttributeValue.fromS(group));
        return copy;
    }

    /** Returns another token id with the prefix of a token. */
    String randomId(String tokenId) {
        StringBuilder id = new StringBuilder(tokenId.substring(0, tokenId.indexOf('.') + 1));
        for (int i = 0; i < ID_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    private void write(List<WriteRequest> batch) {
        BatchWriteItemResponse response = client.batchWriteItem(request -> request.requestItems(Map.of(table, batch)));
        if (!response.unprocessedItems().isEmpty()) {
            throw new IllegalStateException("DynamoDB has not written all items");
        }
    }

    private static String variable(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }
}
