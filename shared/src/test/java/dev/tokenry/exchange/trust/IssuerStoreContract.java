package dev.tokenry.exchange.trust;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.ConcurrentCalls;
import dev.tokenry.store.WriteResult;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link IssuerStore}. */
public abstract class IssuerStoreContract {

    private static final Issuer GITHUB = SampleIssuers.github("gh");

    private IssuerStore store;

    /** Returns an empty store. */
    protected abstract IssuerStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void issuer_is_found_and_listed_as_it_was_inserted() {
        Issuer cluster = SampleIssuers.cluster("cluster");
        Issuer people = SampleIssuers.people("people");
        for (Issuer issuer : List.of(people, GITHUB, cluster)) {
            assertThat(store.insert(issuer, STAMP)).isTrue();
            assertThat(store.find(issuer.name())).hasValue(issuer);
        }
        assertThat(store.find("g")).isEmpty();
        assertThat(store.list(name -> fail(name))).containsExactly(cluster, GITHUB, people);
    }

    @Test
    void name_is_inserted_once() {
        store.insert(GITHUB, STAMP);

        assertThat(store.insert(SampleIssuers.people("gh"), STAMP)).isFalse();
        assertThat(store.find("gh")).hasValue(GITHUB);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_name_succeeds() {
        assertThat(ConcurrentCalls.run(16, () -> store.insert(GITHUB, STAMP))).containsOnlyOnce(true);
    }

    @Test
    void replacement_increases_the_version() {
        Issuer people = SampleIssuers.people("gh");
        Issuer cluster = SampleIssuers.cluster("gh");
        store.insert(people, STAMP);

        assertThat(store.replace(people, cluster, STAMP)).isEqualTo(new WriteResult.Written<>(cluster.withVersion(2)));
        assertThat(store.find("gh")).hasValue(cluster.withVersion(2));
        // The replacement removes what the issuer no longer has.
        Issuer stored = store.find("gh").orElseThrow();
        assertThat(store.replace(stored, people, STAMP)).isEqualTo(new WriteResult.Written<>(people.withVersion(3)));
        assertThat(store.find("gh")).hasValue(people.withVersion(3));
    }

    @Test
    void outdated_or_missing_issuer_is_not_changed() {
        store.insert(GITHUB, STAMP);
        store.replace(GITHUB, GITHUB, STAMP);
        WriteResult<Issuer> conflict = new WriteResult.VersionConflict<>(GITHUB.withVersion(2));

        assertThat(store.replace(GITHUB, GITHUB, STAMP)).isEqualTo(conflict);
        assertThat(store.delete(GITHUB, STAMP)).isEqualTo(conflict);
        Issuer missing = SampleIssuers.github("missing");
        assertThat(store.replace(missing, missing, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.delete(missing, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.find("missing")).isEmpty();
    }

    @Test
    void name_of_a_deleted_issuer_is_used_again_by_another_record() {
        Issuer cluster = SampleIssuers.cluster("gh").withVersion(1);
        store.insert(GITHUB, STAMP);

        assertThat(store.delete(GITHUB, STAMP)).isEqualTo(new WriteResult.Written<>(GITHUB));
        assertThat(store.find("gh")).isEmpty();
        assertThat(store.list(name -> fail(name))).isEmpty();
        assertThat(store.delete(GITHUB, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.replace(GITHUB, GITHUB, STAMP)).isEqualTo(new WriteResult.NotFound<>());

        assertThat(store.insert(cluster, STAMP)).isTrue();
        assertThat(store.find("gh")).hasValue(cluster);
        assertThat(store.list(name -> fail(name))).containsExactly(cluster);
        // It has the version of the deleted one, but not its id.
        assertThat(store.replace(GITHUB, GITHUB, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(cluster));
        assertThat(store.delete(GITHUB, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(cluster));
    }
}
