package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.store.InMemoryApiRulesStore;
import dev.tokenry.store.InMemoryScopeStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.TokenFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApiRulesUseCasesTest {

    private static final IamActor ACTOR = new IamActor("rules", "request-1");
    private static final ApiRules OPEN = new ApiRules(List.of("GET / public"), Duration.ZERO, true);
    private static final ApiRules CLOSED = new ApiRules(List.of("GET / authenticated"), Duration.ofMinutes(5), false);
    private static final Scope READ = new Scope("orders.read");
    private static final String READ_ORDERS = "orders.read Read orders";

    private final InMemoryScopeStore scopes = new InMemoryScopeStore();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final InMemoryTrustStore trusts = new InMemoryTrustStore();
    private final InMemoryApiRulesStore store = new InMemoryApiRulesStore(scopes);
    private final PutApiRules putApiRules = new PutApiRules(store, scopes, tokens, trusts, () -> Instant.EPOCH);
    private final DeleteApiRules deleteApiRules =
            new DeleteApiRules(store, scopes, tokens, trusts, () -> Instant.EPOCH);

    @Test
    void put_replaces_the_rules_of_one_api() {
        put("a1", OPEN);
        put("b2", OPEN);
        put("a1", CLOSED);

        assertThat(store.find("a1")).hasValue(CLOSED);
        assertThat(store.find("b2")).hasValue(OPEN);
    }

    @Test
    void delete_removes_the_rules_of_one_api() {
        put("a1", OPEN);
        put("b2", OPEN);
        delete("a1");

        assertThat(store.find("a1")).isEmpty();
        assertThat(store.find("b2")).hasValue(OPEN);
    }

    @Test
    void delete_without_rules_has_no_effect() {
        delete("a1");

        assertThat(store.find("a1")).isEmpty();
    }

    @Test
    void scopes_are_declared_replaced_and_retired_with_the_rules() {
        put("a1", OPEN, READ_ORDERS, "orders.write Write orders");
        assertThat(store.find("a1").orElseThrow().scopes()).containsExactly(READ, new Scope("orders.write"));
        assertThat(read().apis()).containsExactly("a1");

        put("a1", OPEN, "orders.write Write all orders");
        assertThat(read().formerApi()).isEqualTo("a1");
        assertThat(find("orders.write").description()).isEqualTo("Write all orders");

        put("a1", OPEN, READ_ORDERS, "orders.write Write all orders");
        assertThat(read().isRetired()).isFalse();

        delete("a1");
        assertThat(scopes.list(_ -> {})).hasSize(2).allMatch(OwnScope::isRetired);
    }

    @Test
    void equal_put_writes_nothing() {
        put("a1", OPEN, READ_ORDERS);
        put("a1", OPEN, READ_ORDERS);

        assertThat(read().version()).isEqualTo(1);
    }

    @Test
    void second_api_declares_the_scope_with_the_same_description() {
        put("a1", OPEN, READ_ORDERS);
        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> put("b2", OPEN, "orders.read Other"))
                .withMessageContaining("exists with another description");
        assertThat(store.find("b2")).as("all or nothing").isEmpty();

        put("b2", OPEN, READ_ORDERS);
        assertThat(read().apis()).containsExactly("a1", "b2");
        assertThatThrownBy(() -> put("a1", OPEN, "orders.read Other"))
                .isInstanceOf(ApiException.InvalidRequestException.class);

        delete("a1");
        assertThat(read().isRetired()).isFalse();
        put("b2", OPEN, "orders.read Other");
        assertThat(read().description()).isEqualTo("Other");
    }

    @Test
    void replaced_api_takes_its_scopes_along() {
        put("a1", OPEN, READ_ORDERS);
        holder(READ);
        // CloudFormation creates the new API before it deletes the old one.
        put("b2", OPEN, READ_ORDERS);
        delete("a1");

        assertThat(read().apis()).containsExactly("b2");
        assertThat(read().isRetired()).isFalse();
    }

    @Test
    void withdrawn_scope_is_taken_up_by_a_stranger_only_without_holders_or_with_a_confirmation() {
        put("a1", OPEN, READ_ORDERS);
        delete("a1");
        holder(READ);

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> put("b2", OPEN, "orders.read Read parcels"))
                .withMessage("The scope orders.read belongs to the API a1, which has withdrawn it, and is still granted"
                        + " to 1 token. Remove it from them, or confirm it with PUT /v2/scopes/orders.read.")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ErrorReason.SCOPE_OF_API));
        assertThat(store.find("b2")).isEmpty();

        OwnScope retired = read();
        scopes.save(new ScopeChange(Optional.of(retired), retired.withDetails("Read parcels", false, null)), STAMP);
        put("b2", OPEN, "orders.read Read parcels");
        assertThat(read().apis()).containsExactly("b2");
    }

    /** A trust gives the scope at each exchange, also if no token has it at the moment. */
    @Test
    void withdrawn_scope_that_a_trust_gives_is_not_taken_up() {
        put("a1", OPEN, READ_ORDERS);
        delete("a1");
        Trust trust = SampleTrusts.withScopes("ci-alpha", Scopes.of(READ));
        trusts.insert(trust.withEnabled(false), STAMP);

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> put("b2", OPEN, READ_ORDERS))
                .withMessageContaining("still granted to 1 trust. Remove it from them");
        holder(READ);
        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> put("b2", OPEN, READ_ORDERS))
                .withMessageContaining("still granted to 1 token and 1 trust. Remove it from them");
        assertThat(store.find("b2")).isEmpty();
    }

    @Test
    void withdrawn_scope_without_holders_is_taken_up() {
        put("a1", OPEN, READ_ORDERS);
        delete("a1");
        put("b2", OPEN, "orders.read Read parcels");

        assertThat(read().apis()).containsExactly("b2");
        assertThat(read().description()).isEqualTo("Read parcels");
    }

    @Test
    void own_api_takes_up_its_scope_again_even_if_tokens_have_it() {
        put("a1", OPEN, READ_ORDERS);
        delete("a1");
        holder(READ);
        put("a1", OPEN, READ_ORDERS);

        assertThat(read().isRetired()).isFalse();
    }

    @Test
    void deleted_scope_is_declared_only_without_holders() {
        OwnScope scope = new OwnScope(READ, "Read orders");
        scopes.save(new ScopeChange(Optional.empty(), scope), STAMP);
        scopes.save(new ScopeChange(Optional.of(scope), scope.asDeleted()), STAMP);
        // The token received the scope at the moment of the deletion.
        holder(READ);
        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> put("a1", OPEN, READ_ORDERS))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ErrorReason.SCOPE_IN_USE));
        assertThat(read().deleted()).isTrue();

        tokens.listSummaries(new TokenFilter.All(), null, 10)
                .forEach(row -> tokens.delete(tokens.find(row.id()).orElseThrow(), STAMP));
        put("a1", OPEN, READ_ORDERS);
        assertThat(read().deleted()).isFalse();
        assertThat(read().version()).isEqualTo(3);
    }

    @Test
    void scope_of_an_administrator_is_declared_with_its_description() {
        scopes.save(new ScopeChange(Optional.empty(), new OwnScope(READ, "Read orders")), STAMP);

        assertThatThrownBy(() -> put("a1", OPEN, "orders.read Other"))
                .isInstanceOf(ApiException.InvalidRequestException.class);
        put("a1", OPEN, READ_ORDERS);
        assertThat(read().apis()).containsExactly("a1");
    }

    @Test
    void name_in_another_case_is_rejected() {
        put("a1", OPEN, READ_ORDERS);

        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> put("b2", OPEN, "Orders.read Read orders"))
                .withMessage("The scope Orders.read differs only in case from the scope orders.read.");
    }

    @Test
    void all_scopes_of_an_api_can_be_replaced_at_once() {
        put("a1", OPEN, declarations("a"));
        put("a1", OPEN, declarations("b"));

        assertThat(scopes.list(_ -> {})).hasSize(2 * PutApiRules.MAX_SCOPES);
        assertThat(scopes.list(_ -> {}).stream().filter(OwnScope::isRetired)).hasSize(PutApiRules.MAX_SCOPES);
    }

    @Test
    void environment_has_at_most_1000_own_scopes() {
        IntStream.range(0, 999)
                .forEach(i ->
                        scopes.save(new ScopeChange(Optional.empty(), new OwnScope(new Scope("s" + i), "x")), STAMP));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> put("a1", OPEN, READ_ORDERS, "orders.write Write orders"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ErrorReason.SCOPE_LIMIT));
        put("a1", OPEN, READ_ORDERS);
    }

    private static String[] declarations(String prefix) {
        return IntStream.range(0, PutApiRules.MAX_SCOPES)
                .mapToObj(i -> prefix + i + " x")
                .toArray(String[]::new);
    }

    /** @param declarations each a name, a space and a description */
    private void put(String apiId, ApiRules rules, String... declarations) {
        List<ScopeDeclaration> declared = Stream.of(declarations)
                .map(declaration -> declaration.split(" ", 2))
                .map(parts -> new ScopeDeclaration(new Scope(parts[0]), parts[1]))
                .toList();
        putApiRules.execute(ACTOR, new PutApiRules.Command(apiId, rules, declared));
    }

    private void delete(String apiId) {
        deleteApiRules.execute(ACTOR, new DeleteApiRules.Command(apiId));
    }

    private void holder(Scope scope) {
        Token token = SampleTokens.bare();
        assertThat(tokens.insert(token.withSettings(token.settings().withScopes(Scopes.of(scope))), STAMP))
                .isTrue();
    }

    private OwnScope read() {
        return find("orders.read");
    }

    private OwnScope find(String name) {
        return scopes.findRecords(List.of(new Scope(name))).get(name);
    }
}
