package dev.tokenry.functions;

import dev.tokenry.store.InMemoryStackStore;
import dev.tokenry.store.StackStore;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.Optional;

/** The facts of a stack in memory, which can go away. */
public final class TestFacts implements StackStore {

    private final InMemoryStackStore kept = new InMemoryStackStore();
    private volatile boolean away;

    public void goAway() {
        away = true;
    }

    @Override
    public Optional<byte[]> findPepperCheck(int pepperVersion) {
        return there().findPepperCheck(pepperVersion);
    }

    @Override
    public boolean insertPepperCheck(int pepperVersion, byte[] check) {
        return there().insertPepperCheck(pepperVersion, check);
    }

    @Override
    public Optional<TokenId> findBootstrap(int generation) {
        return there().findBootstrap(generation);
    }

    @Override
    public boolean insertBootstrap(int generation, TokenId id) {
        return there().insertBootstrap(generation, id);
    }

    private StackStore there() {
        if (away) {
            throw new ServiceUnavailableException("The test's table is away");
        }
        return kept;
    }
}
