package dev.tokenry.exchange.trust;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link TrustStore} and the lists of its trusts in memory, for tests. */
public final class InMemoryTrustStore implements TrustStore, TrustQueryStore {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final NamedRecords<Trust> trusts =
            new NamedRecords<>(Trust::name, Trust::id, Trust::version, Trust::withVersion);

    @Override
    public Optional<Trust> find(String name) {
        return trusts.find(name);
    }

    @Override
    public boolean insert(Trust trust, ChangeStamp stamp) {
        return trusts.insert(trust);
    }

    @Override
    public WriteResult<Trust> replace(Trust current, Trust updated, ChangeStamp stamp) {
        return trusts.replace(current, stored -> updated.withLastUsedAt(stored.lastUsedAt()));
    }

    @Override
    public WriteResult<Trust> delete(Trust current, ChangeStamp stamp) {
        return trusts.delete(current);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return trusts.remove(name);
    }

    @Override
    public void recordUse(Trust trust, Instant at) {
        trusts.change(
                trust,
                stored -> stored.lastUsedAt() == null || stored.lastUsedAt().isBefore(at.minus(INTERVAL))
                        ? stored.withLastUsedAt(at)
                        : stored);
    }

    @Override
    public NamePage<TrustRow> listByName(TrustFilter filter, @Nullable IndexPosition after, int limit) {
        List<TrustRow> rows = trusts.list().stream()
                .filter(trust -> matches(filter, trust))
                .map(TrustRow::of)
                .filter(row -> after == null || row.position().compareTo(after) > 0)
                .toList();
        return rows.size() <= limit
                ? new NamePage<>(rows, null)
                : new NamePage<>(rows.subList(0, limit), rows.get(limit - 1).position());
    }

    @Override
    public int count(TrustFilter filter, int limit) {
        return (int) trusts.list().stream()
                .filter(trust -> matches(filter, trust))
                .limit(limit)
                .count();
    }

    private static boolean matches(TrustFilter filter, Trust trust) {
        return switch (filter) {
            case TrustFilter.All() -> true;
            case TrustFilter.ByProject(var project) ->
                trust.grant() instanceof TrustGrant.ForJobs jobs
                        && jobs.project().equals(project);
            case TrustFilter.ByOwner(var owner) ->
                trust.grant() instanceof TrustGrant.ForJobs jobs && jobs.owner().equals(owner);
            case TrustFilter.ByIssuer(var issuer) -> trust.issuerName().equals(issuer);
            case TrustFilter.ByScope(var scope) -> trust.grant().scopes().contains(scope);
        };
    }
}
