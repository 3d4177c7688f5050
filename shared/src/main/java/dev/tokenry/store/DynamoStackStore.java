package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The facts of a stack in DynamoDB, in the tokens' table; a token id never holds the {@code #} of their keys. */
public final class DynamoStackStore implements StackStore {

    private static final String PEPPER = "pepper#";
    private static final String BOOTSTRAP = "bootstrap#";
    private static final String CHECK = "check";
    private static final String TOKEN_ID = "tokenId";

    private final DynamoTable table;

    public DynamoStackStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<byte[]> findPepperCheck(int pepperVersion) {
        return find(PEPPER + pepperVersion).map(item -> item.bytes(CHECK));
    }

    @Override
    public boolean insertPepperCheck(int pepperVersion, byte[] check) {
        return table.insert(PEPPER + pepperVersion, new Attributes().bytes(CHECK, check))
                .done();
    }

    @Override
    public Optional<TokenId> findBootstrap(int generation) {
        return find(BOOTSTRAP + generation)
                .map(item -> TokenId.parse(item.text(TOKEN_ID)).orElseThrow(() -> item.corrupt(TOKEN_ID)));
    }

    @Override
    public boolean insertBootstrap(int generation, TokenId id) {
        return table.insert(BOOTSTRAP + generation, new Attributes().text(TOKEN_ID, id.value()))
                .done();
    }

    private Optional<ItemReader> find(String key) {
        return table.find(key).map(item -> new ItemReader(key, item));
    }
}
