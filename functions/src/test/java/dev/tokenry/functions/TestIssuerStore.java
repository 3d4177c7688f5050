package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.InMemoryIssuerStore;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** In-memory store of issuers, which is unavailable together with the token store. */
public final class TestIssuerStore implements IssuerStore {

    private static final String AUDIENCE = "https://tokenry.example/e/prod";

    private final TestTokenStore tokens;
    private final InMemoryIssuerStore store = new InMemoryIssuerStore();
    private final Set<String> damaged = new HashSet<>();

    TestIssuerStore(TestTokenStore tokens) {
        this.tokens = tokens;
    }

    /** Stores a new issuer with version 1. */
    public Issuer put(String name, IssuerKind kind, String issuer) {
        boolean isForPeople = kind == IssuerKind.PEOPLE;
        Issuer added = new Issuer(
                name,
                "0a0b",
                kind,
                issuer,
                List.of(isForPeople ? "tokenry-console" : AUDIENCE),
                null,
                kind != IssuerKind.KUBERNETES,
                Duration.ofHours(1),
                isForPeople
                        ? new SignIn(
                                "tokenry-console",
                                List.of("https://tokens.example.com/console/signed-in"),
                                "openid",
                                null)
                        : null,
                true,
                1);
        store.insert(added, STAMP);
        return added;
    }

    /** Damages the record of an issuer. */
    public void damage(String name) {
        damaged.add(name);
    }

    /** Returns all issuers. */
    public List<Issuer> all() {
        return store.list(_ -> {});
    }

    @Override
    public Optional<Issuer> find(String name) {
        tokens.requireReadable();
        if (damaged.contains(name)) {
            throw new CorruptRecordException("issuer#" + name, "seal");
        }
        return store.find(name);
    }

    @Override
    public List<Issuer> list(Consumer<String> onDamaged) {
        tokens.requireReadable();
        damaged.forEach(onDamaged);
        return store.list(onDamaged).stream()
                .filter(issuer -> !damaged.contains(issuer.name()))
                .toList();
    }

    @Override
    public boolean insert(Issuer issuer, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.insert(issuer, stamp);
    }

    @Override
    public WriteResult<Issuer> replace(Issuer current, Issuer updated, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Issuer> delete(Issuer current, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        tokens.requireWritable();
        return damaged.remove(name) && store.deleteDamaged(name, stamp);
    }
}
