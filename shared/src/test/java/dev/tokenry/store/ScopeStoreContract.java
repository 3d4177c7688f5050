package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ScopeStore}. */
public abstract class ScopeStoreContract {

    private static final Scope READ = new Scope("Orders.read");
    private static final Scope WRITE = new Scope("orders.write");

    private ScopeStore store;

    /** Returns an empty store. */
    protected abstract ScopeStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void every_value_is_stored_and_found_at_once_in_any_case() {
        OwnScope scope = new OwnScope(READ, "Read orders", List.of("a1", "b2"), null, true, WRITE, false, 1);
        insert(scope);

        assertThat(find(READ)).hasValue(scope);
        assertThat(find(new Scope("orders.READ"))).hasValue(scope);
        assertThat(find(WRITE)).isEmpty();
        assertThat(store.findRecords(List.of())).isEmpty();
    }

    @Test
    void scopes_are_found_together_and_listed_by_name() {
        insert(new OwnScope(WRITE, "Write orders"));
        insert(new OwnScope(READ, "Read orders"));

        assertThat(store.findRecords(List.of(READ, WRITE, READ, new Scope("x"))))
                .containsOnlyKeys("orders.read", "orders.write");
        assertThat(store.list(key -> fail(key))).extracting(OwnScope::scope).containsExactly(READ, WRITE);
    }

    @Test
    void replacement_sets_and_removes_every_value() {
        OwnScope full = new OwnScope(READ, "Read orders", List.of("a1"), null, true, WRITE, false, 1);
        insert(full);
        OwnScope bare = new OwnScope(READ, "Read all", List.of(), "a1", false, null, false, 1);

        assertThat(store.save(new ScopeChange(Optional.of(full), bare), STAMP)).isTrue();
        assertThat(find(READ)).hasValue(bare.withVersion(2));
        assertThat(store.save(new ScopeChange(Optional.of(full), full), STAMP)).isFalse();
        assertThat(find(READ)).hasValue(bare.withVersion(2));
    }

    @Test
    void a_name_is_inserted_once_whatever_the_case() {
        insert(new OwnScope(READ, "Read orders"));

        assertThat(store.save(
                        new ScopeChange(Optional.empty(), new OwnScope(new Scope("orders.READ"), "Other")), STAMP))
                .isFalse();
        assertThat(find(READ).orElseThrow().description()).isEqualTo("Read orders");
    }

    @Test
    void deleted_scope_is_not_listed_and_its_record_stays() {
        OwnScope scope = new OwnScope(READ, "Read orders", List.of(), "a1", false, null, false, 1);
        insert(scope);

        assertThat(store.save(new ScopeChange(Optional.of(scope), scope.asDeleted()), STAMP))
                .isTrue();
        assertThat(store.list(key -> fail(key))).isEmpty();
        OwnScope deleted = find(READ).orElseThrow();
        assertThat(deleted).isEqualTo(scope.asDeleted().withVersion(2));

        OwnScope again = new OwnScope(new Scope("orders.read"), "Read").withVersion(2);
        assertThat(store.save(new ScopeChange(Optional.empty(), again), STAMP)).isFalse();
        assertThat(store.save(new ScopeChange(Optional.of(deleted), again), STAMP))
                .isTrue();
        assertThat(store.list(key -> fail(key))).containsExactly(again.withVersion(3));
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_declarations_succeeds() {
        assertThat(ConcurrentCalls.run(
                        16,
                        () -> store.save(new ScopeChange(Optional.empty(), new OwnScope(READ, "Read orders")), STAMP)))
                .containsOnlyOnce(true);
    }

    private void insert(OwnScope scope) {
        assertThat(store.save(new ScopeChange(Optional.empty(), scope), STAMP)).isTrue();
    }

    private Optional<OwnScope> find(Scope scope) {
        return Optional.ofNullable(store.findRecords(List.of(scope)).get(scope.key()));
    }
}
