package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.ProtectedApiRegistry;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged rules of an API: they stop its requests and no others, and an administrator can put or delete them. */
@RequiresBackend
class DynamoDamagedApiRulesIT {

    private static final ApiRules RULES =
            new ApiRules(List.of("GET /orders anyOf(entities.read)"), Duration.ofSeconds(60), true);

    /** The attributes that no read of the rules needs. */
    private static final Set<String> UNREAD = Set.of("nonce", "lastChange");

    private final TestTable table = new TestTable();
    private final ApiRulesStore store = store(table);
    private final ProtectedApiRegistry registry = new ProtectedApiRegistry(
            new ProtectedApi(RouteRules.NONE, Duration.ZERO, false, false), store, TestTable.CLOCK);

    static Stream<Damage> damages() {
        TestTable table = new TestTable();
        store(table).replace("a1b2c3", RULES, STAMP);
        return DamagedItems.of(table.item("rules#a1b2c3"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damaged_rules_stop_their_api_alone_until_they_are_put_or_deleted(Damage damage) {
        store.replace("a1b2c3", RULES, STAMP);
        store.replace("d4e5f6", RULES, STAMP);
        damage.apply(table, "rules#a1b2c3");

        if (UNREAD.contains(damage.attribute())) {
            assertThat(store.find("a1b2c3")).hasValue(RULES);
        } else {
            assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> registry.attached("a1b2c3"));
        }
        assertThat(registry.attached("d4e5f6").resultTtl()).isEqualTo(RULES.resultTtl());

        store.replace("a1b2c3", RULES, STAMP);
        assertThat(registry.attached("a1b2c3").resultTtl()).isEqualTo(RULES.resultTtl());

        damage.apply(table, "rules#a1b2c3");
        store.delete("a1b2c3", STAMP);
        assertThat(store.find("a1b2c3")).isEmpty();
        assertThat(store.find("d4e5f6")).hasValue(RULES);
    }

    private static ApiRulesStore store(TestTable table) {
        return new DynamoApiRulesStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
    }
}
