package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.DeploymentStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoDeploymentStoreIT extends DeploymentStoreContract {

    @Override
    protected DeploymentStore store() {
        TestTable table = new TestTable();
        return new DynamoDeploymentStore(table.client(), table.name(), new SecureRandom());
    }
}
