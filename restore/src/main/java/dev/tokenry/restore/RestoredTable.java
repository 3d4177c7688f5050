package dev.tokenry.restore;

import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.RecordScan;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.SealedRecordStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.dynamodb.DynamoApiRulesStore;
import dev.tokenry.store.dynamodb.DynamoDeploymentStore;
import dev.tokenry.store.dynamodb.DynamoProjectStore;
import dev.tokenry.store.dynamodb.DynamoRecordScan;
import dev.tokenry.store.dynamodb.DynamoScopeStore;
import dev.tokenry.store.dynamodb.DynamoSealedRecordStore;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.DynamoTokenStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores of a restored table. */
record RestoredTable(
        RecordScan scan,
        TokenStore tokens,
        UserStore users,
        ProjectStore projects,
        ScopeStore scopes,
        SealedRecordStore sealed,
        ApiRulesStore rules,
        DeploymentStore deployments) {

    /** @param retention how long expired tokens and tombstones stay */
    static RestoredTable of(
            DynamoDbClient dynamo, String table, Duration retention, InstantSource clock, RandomGenerator random) {
        return new RestoredTable(
                new DynamoRecordScan(dynamo, table, random),
                // Names are not reserved: a token that is copied must not fail because of a name.
                new DynamoTokenStore(dynamo, table, retention, clock, random, () -> false),
                new DynamoUserStore(dynamo, table, clock, random),
                new DynamoProjectStore(new DynamoTable(dynamo, table, random), clock),
                new DynamoScopeStore(dynamo, table, random),
                new DynamoSealedRecordStore(new DynamoTable(dynamo, table, random), clock),
                new DynamoApiRulesStore(dynamo, table, clock, random),
                new DynamoDeploymentStore(dynamo, table, random));
    }
}
