package dev.tokenry.store;

class InMemoryDeploymentStoreTest extends DeploymentStoreContract {

    @Override
    protected DeploymentStore store() {
        return new InMemoryDeploymentStore();
    }
}
