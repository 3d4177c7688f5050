package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.Priming;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Calls DynamoDB as in {@link Priming}: a read, a read of several items, an insertion and an update. */
public final class DynamoPriming {

    /** Complete for each of the calls: there are no items. */
    private static final String RESPONSE = "{\"Responses\":{},\"Attributes\":{}}";

    private static final WriteCondition CONDITION =
            new WriteCondition("attribute_exists(#key)", Map.of("#key", DynamoTable.KEY), Map.of());

    /** The nonces of the writes: a snapshot would copy random ones. */
    private static final RandomGenerator ZEROS = () -> 0;

    private static final ChangeStamp STAMP =
            new ChangeStamp(Operation.CREATE_TOKEN, new IamActor("priming", "priming"), Instant.EPOCH);

    private DynamoPriming() {}

    public static void prime() {
        try (DynamoDbClient client =
                Priming.configure(DynamoDbClient.builder(), RESPONSE).build()) {
            DynamoTable table = new DynamoTable(client, "priming", ZEROS);
            table.getItem("priming");
            table.getTogether(List.of("priming"));
            table.putIfAbsent("priming", attributes(), STAMP);
            table.update("priming", attributes(), CONDITION, STAMP);
        }
    }

    private static ItemBuilder attributes() {
        return new ItemBuilder().string("priming", "priming");
    }
}
