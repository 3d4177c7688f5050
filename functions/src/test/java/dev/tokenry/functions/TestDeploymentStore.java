package dev.tokenry.functions;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.InMemoryDeploymentStore;
import java.util.Optional;

/** In-memory deployment store that can be made unavailable. */
public final class TestDeploymentStore implements DeploymentStore {

    private final InMemoryDeploymentStore store = new InMemoryDeploymentStore();
    private volatile boolean unavailable;

    public void makeUnavailable() {
        unavailable = true;
    }

    @Override
    public Optional<byte[]> findPepperCheckValue(int pepperVersion) {
        return availableStore().findPepperCheckValue(pepperVersion);
    }

    @Override
    public boolean insertPepperCheckValue(int pepperVersion, byte[] check, ChangeStamp stamp) {
        return availableStore().insertPepperCheckValue(pepperVersion, check, stamp);
    }

    @Override
    public Optional<TokenId> findBootstrapToken(int generation) {
        return availableStore().findBootstrapToken(generation);
    }

    @Override
    public boolean insertBootstrapToken(int generation, TokenId id, ChangeStamp stamp) {
        return availableStore().insertBootstrapToken(generation, id, stamp);
    }

    private DeploymentStore availableStore() {
        if (unavailable) {
            throw new ServiceUnavailableException("The test table is unavailable");
        }
        return store;
    }
}
