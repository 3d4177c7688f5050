package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged scopes and templates: each is left out of the list, which has the others, and is not read as something else.
 */
@RequiresBackend
class DynamoDamagedScopesIT {

    private static final Scope DAMAGED = new Scope("orders.read");
    private static final Scope OTHER = new Scope("orders.write");

    private final TestTable table = new TestTable();
    private final DynamoScopeStore scopes = scopes(table);
    private final DynamoScopeTemplateStore templates = templates(table);

    static Stream<Damage> damagedScopes() {
        TestTable sample = new TestTable();
        declare(scopes(sample), DAMAGED);
        return DamagedItems.of(sample.item("scope#orders.read"))
                .filter(damage ->
                        !isHarmless(damage, "replacedBy") && !damage.attribute().equals("createdKey"));
    }

    @ParameterizedTest
    @MethodSource("damagedScopes")
    void damaged_scope_does_not_block_the_others(Damage damage) {
        declare(scopes, DAMAGED);
        declare(scopes, OTHER);
        damage.apply(table, "scope#orders.read");
        List<String> damaged = new ArrayList<>();

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> scopes.findRecords(List.of(DAMAGED)));
        assertThat(scopes.findRecords(List.of(OTHER))).containsOnlyKeys("orders.write");
        assertThat(scopes.list(damaged::add)).extracting(OwnScope::scope).containsExactly(OTHER);
        // Without its kind, the record is not in the index.
        assertThat(damaged).hasSize(damage.attribute().equals("kind") ? 0 : 1).allMatch("scope#orders.read"::equals);
    }

    static Stream<Damage> damagedTemplates() {
        TestTable sample = new TestTable();
        templates(sample).insert(template("ci"), STAMP);
        return DamagedItems.of(sample.item("template#ci")).filter(damage -> !isHarmless(damage, "description"));
    }

    @ParameterizedTest
    @MethodSource("damagedTemplates")
    void damaged_template_does_not_block_the_others(Damage damage) {
        templates.insert(template("ci"), STAMP);
        templates.insert(template("other"), STAMP);
        damage.apply(table, "template#ci");

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> templates.find("ci"));
        assertThat(templates.list(_ -> {})).extracting(ScopeTemplate::name).containsExactly("other");
    }

    private static boolean isHarmless(Damage damage, String optional) {
        return damage.attribute().startsWith("nonce")
                || damage.attribute().equals("lastChange")
                || (damage.attribute().equals(optional) && damage.removes());
    }

    private static void declare(DynamoScopeStore store, Scope scope) {
        store.save(
                new ScopeChange(
                        Optional.empty(), new OwnScope(scope, "A scope", List.of("a1"), null, false, OTHER, false, 1)),
                STAMP);
    }

    private static ScopeTemplate template(String name) {
        return new ScopeTemplate(name, "A template", Scopes.of(DAMAGED), 1);
    }

    private static DynamoScopeStore scopes(TestTable table) {
        return new DynamoScopeStore(table.client(), table.name(), new SecureRandom());
    }

    private static DynamoScopeTemplateStore templates(TestTable table) {
        return new DynamoScopeTemplateStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
    }
}
