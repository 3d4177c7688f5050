package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.exchange.condition.ClaimPath;
import dev.tokenry.exchange.condition.Condition;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.Operator;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.WriteResult;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In-memory store of trusts, which is unavailable together with the token store. */
public final class TestTrustStore implements TrustStore, TrustQueryStore {

    private static final Conditions CONDITIONS = Conditions.of(List.of(
            condition("repository_id", "456789"),
            condition("repository_owner_id", "123456"),
            condition("ref", "refs/heads/main")));

    private final TestTokenStore tokens;
    private final InMemoryTrustStore store = new InMemoryTrustStore();
    private final Set<String> damaged = new HashSet<>();

    TestTrustStore(TestTokenStore tokens) {
        this.tokens = tokens;
    }

    private static Condition condition(String claim, String value) {
        return new Condition(new ClaimPath(List.of(claim)), new Operator.Equal(new JsonValue.Text(value)));
    }

    /** Stores a new trust for jobs of a repository on GitHub with version 1. */
    public Trust put(String name, Issuer issuer, String project, String owner) {
        return put(name, issuer, CONDITIONS, project, owner);
    }

    /** Stores a new trust for jobs whose claims have these texts with version 1. */
    public Trust put(String name, Issuer issuer, Map<String, String> claims) {
        Conditions conditions = Conditions.of(claims.entrySet().stream()
                .map(claim -> condition(claim.getKey(), claim.getValue()))
                .toList());
        return put(name, issuer, conditions, "web", "ci-web");
    }

    private Trust put(String name, Issuer issuer, Conditions conditions, String project, String owner) {
        return put(
                name,
                issuer,
                conditions,
                new TrustGrant.ForJobs(
                        project,
                        OwnerName.of(owner),
                        null,
                        Scopes.of(new Scope("snapshots.upload")),
                        AllowedIps.EVERY,
                        TrustGrant.ForJobs.DEFAULT_LIFETIME));
    }

    /** Stores a new trust for people with version 1. */
    public Trust putForPeople(String name, Issuer issuer) {
        return put(
                name,
                issuer,
                Conditions.none(),
                new TrustGrant.ForPeople(
                        Scopes.of(Scope.READ_TOKENS),
                        AllowedIps.EVERY,
                        TrustGrant.ForPeople.DEFAULT_LIFETIME,
                        TrustGrant.ForPeople.DEFAULT_MAX_CREATED_DAYS));
    }

    private Trust put(String name, Issuer issuer, Conditions conditions, TrustGrant grant) {
        Trust trust = new Trust(
                name,
                "0c0d",
                issuer.name(),
                issuer.id(),
                conditions,
                grant,
                null,
                true,
                null,
                OwnerName.of("admin"),
                TestStack.NOW,
                null,
                null,
                1);
        store.insert(trust, STAMP);
        return trust;
    }

    /** Damages the record of a trust. */
    public void damage(String name) {
        damaged.add(name);
    }

    /** Returns all trusts. */
    public List<Trust> all() {
        return store.listByName(new TrustFilter.All(), null, Integer.MAX_VALUE).rows().stream()
                .flatMap(row -> row.trust().stream())
                .toList();
    }

    @Override
    public Optional<Trust> find(String name) {
        tokens.requireReadable();
        if (damaged.contains(name)) {
            throw new CorruptRecordException("trust#" + name, "seal");
        }
        return store.find(name);
    }

    @Override
    public NamePage<TrustRow> listByName(TrustFilter filter, @Nullable IndexPosition after, int limit) {
        tokens.requireReadable();
        NamePage<TrustRow> page = store.listByName(filter, after, limit);
        return new NamePage<>(
                page.rows().stream()
                        .map(row -> damaged.contains(row.name()) ? new TrustRow(row.position(), Optional.empty()) : row)
                        .toList(),
                page.nextAfter());
    }

    @Override
    public int count(TrustFilter filter, int limit) {
        tokens.requireReadable();
        return store.count(filter, limit);
    }

    @Override
    public boolean insert(Trust trust, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.insert(trust, stamp);
    }

    @Override
    public WriteResult<Trust> replace(Trust current, Trust updated, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Trust> delete(Trust current, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        tokens.requireWritable();
        return damaged.remove(name) && store.deleteDamaged(name, stamp);
    }

    @Override
    public void recordUse(Trust trust, Instant at) {
        store.recordUse(trust, at);
    }
}
