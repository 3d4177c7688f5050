package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The facts of a stack in memory, for tests. */
public final class InMemoryStackStore implements StackStore {

    private final Map<Integer, byte[]> pepperChecks = new ConcurrentHashMap<>();
    private final Map<Integer, TokenId> bootstraps = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> findPepperCheck(int pepperVersion) {
        return Optional.ofNullable(pepperChecks.get(pepperVersion)).map(byte[]::clone);
    }

    @Override
    public boolean insertPepperCheck(int pepperVersion, byte[] check) {
        return pepperChecks.putIfAbsent(pepperVersion, check.clone()) == null;
    }

    @Override
    public Optional<TokenId> findBootstrap(int generation) {
        return Optional.ofNullable(bootstraps.get(generation));
    }

    @Override
    public boolean insertBootstrap(int generation, TokenId id) {
        return bootstraps.putIfAbsent(generation, id) == null;
    }
}
