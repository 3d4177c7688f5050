package dev.tokenry.functions;

import dev.tokenry.store.InMemoryDeploymentStore;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.Optional;

/** The facts of a stack in memory, which can go away. */
public final class TestFacts implements DeploymentStore {

    private final InMemoryDeploymentStore kept = new InMemoryDeploymentStore();
    private volatile boolean away;

    public void goAway() {
        away = true;
    }

    @Override
    public Optional<byte[]> findPepperCheckValue(int pepperVersion) {
        return there().findPepperCheckValue(pepperVersion);
    }

    @Override
    public boolean insertPepperCheckValue(int pepperVersion, byte[] check) {
        return there().insertPepperCheckValue(pepperVersion, check);
    }

    @Override
    public Optional<TokenId> findBootstrapToken(int generation) {
        return there().findBootstrapToken(generation);
    }

    @Override
    public boolean insertBootstrapToken(int generation, TokenId id) {
        return there().insertBootstrapToken(generation, id);
    }

    private DeploymentStore there() {
        if (away) {
            throw new ServiceUnavailableException("The test's table is away");
        }
        return kept;
    }
}
