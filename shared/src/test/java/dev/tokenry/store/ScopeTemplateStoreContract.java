package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ScopeTemplateStore}. */
public abstract class ScopeTemplateStoreContract {

    private static final Scopes ALIASED =
            new Scopes(List.of(new Scope("AI"), new Scope("orders.read")), Map.of(new Scope("AI"), "Davis"));
    private static final ScopeTemplate FULL = new ScopeTemplate("ci", "For CI", ALIASED, 7);
    private static final ScopeTemplate BARE = new ScopeTemplate("backup", null, Scopes.of(new Scope("logs.read")), 1);

    private ScopeTemplateStore store;

    /** Returns an empty store. */
    protected abstract ScopeTemplateStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void templates_are_found_as_they_were_inserted_and_listed_by_name() {
        assertThat(store.insert(FULL, STAMP)).isTrue();
        assertThat(store.insert(BARE, STAMP)).isTrue();
        assertThat(store.insert(FULL, STAMP)).isFalse();

        assertThat(store.find("ci")).hasValue(FULL);
        assertThat(store.find("backup")).hasValue(BARE);
        assertThat(store.find("c")).isEmpty();
        assertThat(store.list(key -> fail(key))).containsExactly(BARE, FULL);
    }

    @Test
    void replacement_sets_and_removes_every_value_if_the_version_matches() {
        store.insert(FULL, STAMP);
        ScopeTemplate updated = new ScopeTemplate("ci", null, BARE.scopes(), 7);

        assertThat(store.replace(FULL, updated, STAMP)).isEqualTo(new WriteResult.Written<>(updated.withVersion(8)));
        assertThat(store.find("ci")).hasValue(updated.withVersion(8));
        assertThat(store.replace(FULL, FULL, STAMP))
                .isEqualTo(new WriteResult.VersionConflict<>(updated.withVersion(8)));
        assertThat(store.replace(BARE, BARE, STAMP)).isEqualTo(new WriteResult.NotFound<>());
    }

    @Test
    void deleted_template_is_gone_and_its_name_available() {
        store.insert(FULL, STAMP);

        assertThat(store.delete(FULL.withVersion(6), STAMP)).isEqualTo(new WriteResult.VersionConflict<>(FULL));
        assertThat(store.delete(FULL, STAMP)).isEqualTo(new WriteResult.Written<>(FULL));
        assertThat(store.delete(FULL, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.find("ci")).isEmpty();
        assertThat(store.list(key -> fail(key))).isEmpty();

        ScopeTemplate again = new ScopeTemplate("ci", null, BARE.scopes(), 9);
        assertThat(store.insert(again, STAMP)).isTrue();
        assertThat(store.find("ci")).hasValue(again);
        assertThat(store.replace(FULL, FULL, STAMP)).isInstanceOf(WriteResult.VersionConflict.class);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_insertions_succeeds() {
        assertThat(ConcurrentCalls.run(16, () -> store.insert(FULL, STAMP))).containsOnlyOnce(true);
    }
}
