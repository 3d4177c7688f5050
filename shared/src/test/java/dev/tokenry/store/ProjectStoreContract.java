package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ProjectStore}, of the list of the same projects, and of their last uploads. */
public abstract class ProjectStoreContract {

    private static final Instant NOW = SampleTokens.NOW;
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** Empty stores over the same table. */
    public record Stores(
            TokenStore tokens,
            TokenQueryStore tokenQueries,
            ProjectStore projects,
            NameLister<ProjectRow> list,
            LastUploadStore lastUploads) {}

    private Stores stores;
    private ProjectStore store;

    protected abstract Stores stores();

    @BeforeEach
    void create_stores() {
        stores = stores();
        store = stores.projects();
    }

    @Test
    void project_is_found_as_it_was_inserted() {
        for (Project project : List.of(full("alpha", "0011"), bare("beta", "0022"))) {
            assertThat(store.insert(project, false, STAMP)).isTrue();
            assertThat(store.find(project.name())).hasValue(project);
        }
        assertThat(store.find("alph")).isEmpty();
        assertThat(store.findAll(Set.of("alpha", "beta", "gamma"), name -> fail(name)))
                .isEqualTo(Map.of("alpha", full("alpha", "0011"), "beta", bare("beta", "0022")));
    }

    @Test
    void name_is_inserted_once() {
        Project project = insert(full("alpha", "0011"));

        assertThat(store.insert(bare("alpha", "0022"), false, STAMP)).isFalse();
        assertThat(store.insert(bare("alpha", "0022"), true, STAMP)).isFalse();
        assertThat(store.find("alpha")).hasValue(project);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_name_succeeds() {
        assertThat(ConcurrentCalls.run(16, () -> store.insert(bare("alpha", "0011"), true, STAMP)))
                .containsOnlyOnce(true);
    }

    @Test
    void replacement_sets_and_removes_the_display_name_alone() {
        Project bare = insert(bare("alpha", "0011"));
        stores.lastUploads().replaceLastUpload("alpha", NOW, INTERVAL);

        Project named = written(store.replace(bare, full("alpha", "0022"), STAMP));
        assertThat(named)
                .isEqualTo(bare.withDisplayName("Alpha Ørsted")
                        .withLastUploadAt(NOW)
                        .withVersion(2));
        assertThat(store.find("alpha")).hasValue(named);
        assertThat(written(store.replace(named, bare, STAMP)))
                .isEqualTo(named.withDisplayName(null).withVersion(3));
    }

    @Test
    void outdated_or_missing_project_is_not_changed() {
        Project current = insert(bare("alpha", "0011"));
        Project updated = written(store.replace(current, full("alpha", "0011"), STAMP));

        assertThat(store.replace(current, current, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store.replace(bare("beta", "0011"), bare("beta", "0011"), STAMP))
                .isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.delete(bare("beta", "0011"), STAMP)).isEqualTo(new WriteResult.NotFound<>());
    }

    @Test
    void name_of_a_deleted_project_is_used_again_only_on_purpose() {
        Project project = insert(full("alpha", "0011"));

        assertThat(store.delete(project, STAMP)).isEqualTo(new WriteResult.Written<>(project));
        assertThat(store.find("alpha")).isEmpty();
        assertThat(store.findAll(Set.of("alpha"), name -> fail(name))).isEmpty();
        assertThat(stores.list().listByName(null, 10).rows()).isEmpty();
        assertThat(store.delete(project, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.insert(bare("alpha", "0022"), false, STAMP)).isFalse();
        assertThat(store.find("alpha")).isEmpty();

        assertThat(store.insert(bare("alpha", "0022"), true, STAMP)).isTrue();
        assertThat(store.find("alpha")).hasValue(bare("alpha", "0022"));
        assertThat(stores.list().listByName(null, 10).rows()).containsExactly(ProjectRow.of(bare("alpha", "0022")));
        assertThat(store.delete(project.withVersion(99), STAMP)).isInstanceOf(WriteResult.VersionConflict.class);
    }

    @Test
    void last_upload_is_replaced_after_the_interval_and_changes_nothing_else() {
        Project project = insert(full("alpha", "0011").withLastUploadAt(NOW));

        assertThat(stores.lastUploads().replaceLastUpload("alpha", NOW.plus(INTERVAL), INTERVAL))
                .isFalse();
        assertThat(store.find("alpha")).hasValue(project);
        Instant later = NOW.plus(INTERVAL).plusMillis(1);
        assertThat(stores.lastUploads().replaceLastUpload("alpha", later, INTERVAL))
                .isTrue();
        assertThat(store.find("alpha")).hasValue(project.withLastUploadAt(later));
        assertThat(written(store.delete(project, STAMP))).isNotNull();
    }

    @Test
    void last_upload_creates_and_revives_no_project() {
        assertThat(stores.lastUploads().replaceLastUpload("alpha", NOW, INTERVAL))
                .isFalse();
        store.delete(insert(bare("alpha", "0011")), STAMP);

        assertThat(stores.lastUploads().replaceLastUpload("alpha", NOW, INTERVAL))
                .isFalse();
        assertThat(store.find("alpha")).isEmpty();
        assertThat(store.insert(bare("alpha", "0022"), true, STAMP)).isTrue();
    }

    @Test
    void projects_are_listed_in_the_order_of_their_names_a_page_at_a_time() {
        List<String> names = List.of("9", "a-b", "a_b", "ab", "abc", "b", "zoe");
        for (int i : new int[] {3, 6, 0, 5, 1, 2, 4}) {
            insert(bare(names.get(i), "0011"));
            stores.tokens().insert(SampleTokens.full(), STAMP);
        }
        for (int limit : new int[] {1, 2, 3, 6, 7, 8, 1000}) {
            List<String> listed = new ArrayList<>();
            IndexPosition after = null;
            do {
                NamePage<ProjectRow> page = stores.list().listByName(after, limit);
                assertThat(page.rows()).hasSizeBetween(1, limit);
                page.rows().forEach(row -> listed.add(row.name()));
                after = page.nextAfter();
            } while (after != null);
            assertThat(listed).as("pages of " + limit).isEqualTo(names);
        }
    }

    @Test
    void projects_are_not_counted_or_listed_as_tokens() {
        insert(full("alpha", "0011"));

        for (TokenFilter filter : List.of(new TokenFilter.All(), new TokenFilter.ByProject("alpha"))) {
            assertThat(stores.tokenQueries().count(filter, null, 10)).isZero();
            assertThat(stores.tokenQueries().listSummaries(filter, null, 10)).isEmpty();
        }
    }

    private static Project full(String name, String id) {
        return new Project(name, id, "Alpha Ørsted", NOW.minusSeconds(60), 7);
    }

    private static Project bare(String name, String id) {
        return new Project(name, id, null, null, 1);
    }

    private Project insert(Project project) {
        assertThat(store.insert(project, false, STAMP)).isTrue();
        return project;
    }

    private static Project written(WriteResult<Project> result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<Project>) result).value();
    }
}
