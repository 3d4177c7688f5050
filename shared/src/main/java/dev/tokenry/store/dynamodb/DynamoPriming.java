package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.Priming;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Calls DynamoDB as in {@link Priming}: a read, a read of several items, and a write. */
public final class DynamoPriming {

    /** Complete for each of the calls: there are no items. */
    private static final String RESPONSE = "{\"Responses\":{},\"Attributes\":{}}";

    private static final WriteCondition CONDITION =
            new WriteCondition("attribute_exists(#key)", Map.of("#key", DynamoTable.KEY), Map.of());

    /** Neither of the calls has a nonce. */
    private static final RandomGenerator NONE = () -> {
        throw new IllegalStateException("A snapshot would copy the value");
    };

    private DynamoPriming() {}

    public static void prime() {
        try (DynamoDbClient client =
                Priming.configure(DynamoDbClient.builder(), RESPONSE).build()) {
            DynamoTable table = new DynamoTable(client, "priming", NONE);
            table.getItem("priming");
            table.getTogether(List.of("priming"));
            table.updateIdempotent(
                    "priming", new ItemBuilder().string("priming", "priming").update(CONDITION));
        }
    }
}
