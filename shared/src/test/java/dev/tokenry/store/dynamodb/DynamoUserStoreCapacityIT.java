package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The capacity units that each call of the user stores consumes. */
@RequiresBackend(Capability.CONSUMED_CAPACITY)
class DynamoUserStoreCapacityIT {

    private final TestTable table = new TestTable();
    private final ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(AwsHttpClient.create())
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
            .build();
    private final UserStore store = new DynamoUserStore(client, table.name(), TestTable.CLOCK, new SecureRandom());
    private final UserQueryStore queryStore = new DynamoUserQueryStore(client, table.name(), new SecureRandom());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void finding_a_user_costs_one_read_unit() {
        store.insert(SampleUsers.full("anna"), STAMP);
        capacities.takeUnits();

        store.find(OwnerName.of("anna"));
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
        store.find(OwnerName.of("unknown"));
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
    }

    @Test
    void write_costs_one_table_unit_and_one_index_unit() {
        User user = SampleUsers.full("anna");
        store.insert(user, STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 1));
        store.replace(user, SampleUsers.bare("anna"), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 1));
        store.delete(user.withVersion(user.version() + 1), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 1));
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY_OF_BATCHES)
    void page_costs_do_not_depend_on_the_number_of_users() {
        for (int i = 0; i < 30; i++) {
            store.insert(SampleUsers.full("a%03d".formatted(i)), STAMP);
        }
        capacities.takeUnits();
        queryStore.listByName(null, 25);
        Units unitsFor30Users = capacities.takeUnits();

        for (int i = 30; i < 300; i++) {
            store.insert(SampleUsers.full("a%03d".formatted(i)), STAMP);
        }
        capacities.takeUnits();
        queryStore.listByName(null, 25);
        assertThat(capacities.takeUnits()).isEqualTo(unitsFor30Users);
        queryStore.listByName(new IndexPosition("a100", "a100"), 25);
        assertThat(capacities.takeUnits()).isEqualTo(unitsFor30Users);
        assertThat(unitsFor30Users.table()).isEqualTo(25);
        assertThat(unitsFor30Users.indexes()).isLessThanOrEqualTo(2);
    }
}
