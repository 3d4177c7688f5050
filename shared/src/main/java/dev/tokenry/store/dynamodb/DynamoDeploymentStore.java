package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DeploymentStore;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores facts about the deployment in DynamoDB, in the table of the tokens. Their keys contain {@code #}, which token
 * ids do not.
 */
public final class DynamoDeploymentStore implements DeploymentStore {

    static final String BOOTSTRAP_KEY_PREFIX = "bootstrap#";
    static final String TOKEN_ID = "tokenId";

    private final DynamoTable table;

    public DynamoDeploymentStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<byte[]> findPepperCheckValue(int pepperVersion) {
        return DynamoPepperCheckValues.of(table).find(pepperVersion);
    }

    @Override
    public boolean insertPepperCheckValue(int pepperVersion, byte[] checkValue, ChangeStamp stamp) {
        return table.putIfAbsent(
                        DynamoPepperCheckValues.KEY_PREFIX + pepperVersion,
                        new ItemBuilder().bytes(DynamoPepperCheckValues.CHECK_VALUE, checkValue),
                        stamp)
                .applied();
    }

    @Override
    public Optional<TokenId> findBootstrapToken(int generation) {
        return find(BOOTSTRAP_KEY_PREFIX + generation)
                .map(item -> TokenId.parse(item.string(TOKEN_ID)).orElseThrow(() -> item.corrupt(TOKEN_ID)));
    }

    @Override
    public boolean insertBootstrapToken(int generation, TokenId id, ChangeStamp stamp) {
        return table.putIfAbsent(
                        BOOTSTRAP_KEY_PREFIX + generation, new ItemBuilder().string(TOKEN_ID, id.value()), stamp)
                .applied();
    }

    private Optional<ItemReader> find(String key) {
        return table.getItem(key).map(item -> new ItemReader(key, item));
    }
}
