package dev.tokenry.exchange.trust;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.store.ConcurrentCalls;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link TrustStore}, and of the lists of its trusts. */
public abstract class TrustStoreContract {

    private static final Instant NOW = SampleTrusts.NOW;
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Trust FULL = SampleTrusts.full("ci");
    private static final Trust BARE = SampleTrusts.bare("ci", "web", "ci-bot", "gh");

    /** Empty stores over the same table. */
    public record Stores(TrustStore trusts, TrustQueryStore queries) {}

    private TrustStore store;
    private TrustQueryStore queries;

    protected abstract Stores stores();

    @BeforeEach
    void create_stores() {
        Stores stores = stores();
        store = stores.trusts();
        queries = stores.queries();
    }

    @Test
    void trust_is_found_as_it_was_inserted() {
        for (Trust trust :
                List.of(FULL, SampleTrusts.bare("bare", "web", "ci-bot", "gh"), SampleTrusts.forPeople("console"))) {
            assertThat(store.insert(trust, STAMP)).isTrue();
            assertThat(store.find(trust.name())).hasValue(trust);
        }
        assertThat(store.find("c")).isEmpty();
        Trust found = store.find("ci").orElseThrow();
        assertThat(found.grant()).isInstanceOfSatisfying(TrustGrant.ForJobs.class, jobs -> {
            assertThat(jobs.owner().spelling()).isEqualTo("CI-Bot");
            assertThat(jobs.scopes().requestedNames()).containsExactly("upload-alias", "metrics.read");
        });
    }

    @Test
    void name_is_inserted_once() {
        store.insert(FULL, STAMP);

        assertThat(store.insert(BARE, STAMP)).isFalse();
        assertThat(store.find("ci")).hasValue(FULL);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_name_succeeds() {
        assertThat(ConcurrentCalls.run(16, () -> store.insert(FULL, STAMP))).containsOnlyOnce(true);
    }

    @Test
    void replacement_increases_the_version_and_keeps_the_last_use() {
        store.insert(BARE, STAMP);
        store.recordUse(BARE, NOW);

        Trust full = FULL.withLastUsedAt(NOW).withVersion(2);
        assertThat(store.replace(BARE, FULL, STAMP)).isEqualTo(new WriteResult.Written<>(full));
        assertThat(store.find("ci")).hasValue(full);
        // The replacement removes what the trust no longer has.
        Trust people = SampleTrusts.forPeople("ci");
        assertThat(store.replace(full, people, STAMP))
                .isEqualTo(new WriteResult.Written<>(people.withLastUsedAt(NOW).withVersion(3)));
        assertThat(store.find("ci")).hasValue(people.withLastUsedAt(NOW).withVersion(3));
    }

    @Test
    void outdated_or_missing_trust_is_not_changed() {
        store.insert(BARE, STAMP);
        store.replace(BARE, BARE, STAMP);
        WriteResult<Trust> conflict = new WriteResult.VersionConflict<>(BARE.withVersion(2));

        assertThat(store.replace(BARE, FULL, STAMP)).isEqualTo(conflict);
        assertThat(store.delete(BARE, STAMP)).isEqualTo(conflict);
        Trust missing = SampleTrusts.full("missing");
        assertThat(store.replace(missing, missing, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.delete(missing, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        store.recordUse(missing, NOW);
        assertThat(store.find("missing")).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_replacements_succeeds() {
        store.insert(BARE, STAMP);

        assertThat(ConcurrentCalls.run(16, () -> store.replace(BARE, FULL, STAMP) instanceof WriteResult.Written))
                .containsOnlyOnce(true);
    }

    @Test
    void name_of_a_deleted_trust_is_used_again_by_another_record() {
        store.insert(FULL, STAMP);
        store.recordUse(FULL, NOW);

        assertThat(store.delete(FULL, STAMP)).isEqualTo(new WriteResult.Written<>(FULL));
        assertThat(store.find("ci")).isEmpty();
        assertThat(queries.count(new TrustFilter.All(), 10)).isZero();
        assertThat(store.delete(FULL, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        store.recordUse(FULL, NOW.plus(Duration.ofHours(1)));
        assertThat(store.find("ci")).isEmpty();

        Trust again = BARE.withVersion(FULL.version());
        assertThat(store.insert(again, STAMP)).isTrue();
        store.recordUse(FULL, NOW);
        assertThat(store.find("ci")).hasValue(again);
        // It has the version of the deleted one, but not its id.
        assertThat(store.replace(FULL, FULL, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(again));
        assertThat(store.delete(FULL, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(again));
    }

    @Test
    void use_is_recorded_after_the_interval_and_changes_nothing_else() {
        store.insert(FULL, STAMP);

        store.recordUse(FULL, NOW);
        assertThat(store.find("ci")).hasValue(FULL.withLastUsedAt(NOW));
        // What was read before does not know the use.
        store.recordUse(FULL, NOW.plus(INTERVAL));
        store.recordUse(FULL.withLastUsedAt(NOW), NOW.plus(INTERVAL));
        assertThat(store.find("ci")).hasValue(FULL.withLastUsedAt(NOW));
        Instant later = NOW.plus(INTERVAL).plusMillis(1);
        store.recordUse(FULL.withLastUsedAt(NOW), later);
        assertThat(store.find("ci")).hasValue(FULL.withLastUsedAt(later));
        assertThat(store.replace(FULL, BARE, STAMP)).isInstanceOf(WriteResult.Written.class);
    }

    @Test
    void trusts_are_listed_and_counted_by_what_they_name() {
        List<Trust> trusts = List.of(
                SampleTrusts.bare("zoe", "web", "ci-bot", "gh"),
                SampleTrusts.bare("a-b", "web", "jane", "gitlab"),
                SampleTrusts.bare("abc", "we", "ci-bot", "gh"),
                SampleTrusts.bare("9", "gh", "web", "ci-bot"),
                SampleTrusts.forPeople("console"),
                SampleTrusts.withScopes("orders", Scopes.parse("orders.read orders.write")));
        trusts.forEach(trust -> store.insert(trust, STAMP));
        Map<TrustFilter, List<String>> expected = Map.of(
                new TrustFilter.All(), List.of("9", "a-b", "abc", "console", "orders", "zoe"),
                new TrustFilter.ByProject("web"), List.of("a-b", "zoe"),
                new TrustFilter.ByProject("none"), List.of(),
                new TrustFilter.ByOwner(OwnerName.of("CI-BOT")), List.of("abc", "zoe"),
                new TrustFilter.ByIssuer("gh"), List.of("abc", "zoe"),
                new TrustFilter.ByIssuer("people"), List.of("console", "orders"),
                new TrustFilter.ByScope(new Scope("orders.write")), List.of("orders"),
                new TrustFilter.ByScope(new Scope("orders")), List.of());

        expected.forEach((filter, names) -> {
            for (int limit = 1; limit <= 6; limit++) {
                assertThat(list(filter, limit)).as("%s by %s", filter, limit).isEqualTo(names);
                assertThat(queries.count(filter, limit)).isEqualTo(Math.min(names.size(), limit));
            }
        });
        assertThat(queries.listByName(new TrustFilter.All(), null, 10).rows())
                .extracting(row -> row.trust().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(trusts);
    }

    @Test
    void list_follows_changes() {
        store.insert(FULL, STAMP);
        store.insert(SampleTrusts.bare("other", "alpha", "jane", "gitlab"), STAMP);
        store.replace(FULL, SampleTrusts.bare("ci", "alpha", "jane", "gitlab"), STAMP);

        assertThat(list(new TrustFilter.ByProject("web"), 10)).isEmpty();
        assertThat(list(new TrustFilter.ByProject("alpha"), 10)).containsExactly("ci", "other");
    }

    private List<String> list(TrustFilter filter, int limit) {
        List<String> names = new ArrayList<>();
        @Nullable IndexPosition after = null;
        do {
            NamePage<TrustRow> page = queries.listByName(filter, after, limit);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
            page.rows().forEach(row -> names.add(row.name()));
            after = page.nextAfter();
        } while (after != null);
        return names;
    }
}
