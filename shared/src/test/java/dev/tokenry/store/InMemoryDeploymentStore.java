package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.TokenId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A {@link DeploymentStore} in memory, for tests. */
public final class InMemoryDeploymentStore implements DeploymentStore {

    private final Map<Integer, byte[]> pepperCheckValues = new ConcurrentHashMap<>();
    private final Map<Integer, TokenId> bootstrapTokens = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> findPepperCheckValue(int pepperVersion) {
        return Optional.ofNullable(pepperCheckValues.get(pepperVersion)).map(byte[]::clone);
    }

    @Override
    public boolean insertPepperCheckValue(int pepperVersion, byte[] checkValue, ChangeStamp stamp) {
        return pepperCheckValues.putIfAbsent(pepperVersion, checkValue.clone()) == null;
    }

    @Override
    public Optional<TokenId> findBootstrapToken(int generation) {
        return Optional.ofNullable(bootstrapTokens.get(generation));
    }

    @Override
    public boolean insertBootstrapToken(int generation, TokenId id, ChangeStamp stamp) {
        return bootstrapTokens.putIfAbsent(generation, id) == null;
    }
}
