package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.Project;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.store.ProjectStoreContract;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@RequiresBackend
class DynamoProjectStoreIT extends ProjectStoreContract {

    private TestTable table;

    @Override
    protected Stores stores() {
        table = new TestTable();
        DynamoProjectStore projects = projects();
        return new Stores(
                table.store(),
                table.queryStore(),
                projects,
                projects,
                new DynamoLastUploadStore(new DynamoTable(table.client(), table.name(), new SecureRandom())));
    }

    private DynamoProjectStore projects() {
        return new DynamoProjectStore(
                new DynamoTable(table.client(), table.name(), new SecureRandom()), TestTable.CLOCK);
    }

    @Test
    void deleted_project_leaves_a_trace_that_is_never_purged_and_describes_nothing() {
        DynamoProjectStore projects = projects();
        Project project = new Project("alpha", "0011", "Alpha", TestTable.CLOCK.instant(), 1);
        projects.insert(project, false, STAMP);
        projects.delete(project, STAMP);

        assertThat(table.item("project#alpha").keySet())
                .containsExactlyInAnyOrder(
                        "pk",
                        "deletedAt",
                        "recordVersion",
                        "lastChange",
                        "nonce",
                        "nonce1",
                        "nonce2",
                        "nonce3",
                        "nonce4");
    }

    @Test
    void damaged_project_blocks_no_other_and_can_be_deleted() {
        DynamoProjectStore projects = projects();
        projects.insert(new Project("alpha", "0011", null, null, 1), false, STAMP);
        projects.insert(new Project("beta", "0022", null, null, 1), false, STAMP);
        assertThat(projects.deleteDamaged("alpha", STAMP)).isFalse();
        table.remove("project#alpha", "projectId");

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> projects.find("alpha"));
        List<String> damaged = new ArrayList<>();
        assertThat(projects.findAll(Set.of("alpha", "beta"), damaged::add)).containsOnlyKeys("beta");
        assertThat(damaged).containsExactly("alpha");
        assertThat(projects.listByName(null, 10).rows())
                .extracting(ProjectRow::name, ProjectRow::isDamaged)
                .containsExactly(tuple("alpha", true), tuple("beta", false));
        assertThat(projects.deleteDamaged("alpha", STAMP)).isTrue();
        assertThat(projects.find("alpha")).isEmpty();
        assertThat(projects.insert(new Project("alpha", "0033", null, null, 1), false, STAMP))
                .isFalse();
    }
}
