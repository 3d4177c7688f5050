package dev.tokenry.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.store.ConsumedCapacities.Units;
import dev.tokenry.store.DynamoUserStore;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.User;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What each call about users costs, in DynamoDB's units. */
class DynamoUserStoreCapacityTest {

    private final LocalTable table = new LocalTable();
    private final ConsumedCapacities capacities = new ConsumedCapacities();
    private final DynamoDbClient client = LocalTable.clientBuilder()
            .httpClient(Apache5HttpClient.create())
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
            .build();
    private final UserStore store = new DynamoUserStore(client, table.name(), new SecureRandom());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void finding_a_user_is_one_read_unit_and_that_is_what_a_personal_token_costs_more() {
        store.insert(SampleUsers.full("anna"));
        capacities.take();

        store.find("anna");
        assertThat(capacities.take()).isEqualTo(new Units(1, 0));
        store.find("nobody");
        assertThat(capacities.take()).isEqualTo(new Units(1, 0));
    }

    @Test
    void a_write_is_one_unit_on_the_table_and_one_on_one_index() {
        User user = SampleUsers.full("anna");
        store.insert(user);
        assertThat(capacities.take()).isEqualTo(new Units(1, 1));
        store.replace(user, SampleUsers.bare("anna"));
        assertThat(capacities.take()).isEqualTo(new Units(1, 1));
        store.delete(user.withVersion(user.version() + 1));
        assertThat(capacities.take()).isEqualTo(new Units(1, 1));
    }

    @Test
    void a_page_costs_the_same_however_many_users_there_are() {
        for (int i = 0; i < 30; i++) {
            store.insert(SampleUsers.full("a%03d".formatted(i)));
        }
        capacities.take();
        store.listByName(null, 25);
        Units few = capacities.take();

        for (int i = 30; i < 300; i++) {
            store.insert(SampleUsers.full("a%03d".formatted(i)));
        }
        capacities.take();
        store.listByName(null, 25);
        assertThat(capacities.take()).isEqualTo(few);
        store.listByName("a100", 25);
        assertThat(capacities.take()).isEqualTo(few);
        assertThat(few.table()).isEqualTo(25);
        assertThat(few.indexes()).isLessThanOrEqualTo(2);
    }
}
