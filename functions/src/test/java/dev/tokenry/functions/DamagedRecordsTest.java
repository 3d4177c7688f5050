package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.functions.bootstrap.BootstrapHandler;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.functions.tokens.RevokeTokensHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.functions.users.GetUserHandler;
import dev.tokenry.functions.users.ListUsersHandler;
import dev.tokenry.model.Token;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metric of damaged records: every function counts those that it finds. */
class DamagedRecordsTest {

    private final TestStack stack = new TestStack();
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("admin")
            .scopes("TenantTokenManagement", "apiTokens.read", "apiTokens.write", "users.read")
            .store();

    @Test
    void list_of_tokens_counts_damaged_tokens_and_users() throws IOException {
        stack.users().put("john");
        stack.users().damage("john");
        stack.token().owner("john").store();
        Token damaged = stack.token().store();
        stack.tokens().damage(damaged.id());

        stack.call(
                new ListTokensHandler(stack.wiring()),
                TestEvent.load("list").calledBy(admin).query("fields", "status"));

        ObjectMapper json = new ObjectMapper();
        assertThat(stack.metrics()).hasSize(1);
        assertThat(json.readTree(stack.metrics().getFirst())).isEqualTo(json.readTree("""
                        {"_aws": {"Timestamp": 1773830262518, "CloudWatchMetrics": [
                          {"Namespace": "Tokenry", "Dimensions": [["Stack"]],
                           "Metrics": [{"Name": "DamagedRecords", "Unit": "Count"}]}]},
                         "Stack": "tokenry", "DamagedRecords": 2}"""));
    }

    @Test
    void list_of_users_counts_damaged_users_each_time() {
        stack.users().put("john");
        stack.users().damage("john");
        ListUsersHandler handler = new ListUsersHandler(stack.wiring());
        TestEvent request = TestEvent.load("users-list").calledBy(admin).query("text", "");

        stack.call(handler, request);
        stack.call(handler, request);

        assertCounted(1, 1);
    }

    @Test
    void reading_a_damaged_user_or_a_token_of_it_is_counted() {
        stack.users().put("john");
        stack.users().damage("john");
        Token token = stack.token().owner("john").store();

        assertThat(stack.call(
                                new GetUserHandler(stack.wiring()),
                                TestEvent.load("user-get").calledBy(admin).path("name", "john"))
                        .status())
                .isEqualTo(503);
        assertThat(stack.call(
                                new GetTokenHandler(stack.wiring()),
                                TestEvent.load("get")
                                        .calledBy(admin)
                                        .path("id", token.id().value()))
                        .status())
                .isEqualTo(200);

        assertCounted(1, 1);
    }

    @Test
    void bulk_request_counts_each_damaged_token() {
        List<String> ids = List.of(
                stack.token().store().id().value(), stack.token().store().id().value());
        damageTokens();

        stack.call(
                new BulkTokensHandler(stack.wiring()),
                TestEvent.load("bulk")
                        .calledBy(admin)
                        .body("{\"action\":\"disable\",\"ids\":[\"" + String.join("\",\"", ids) + "\"]}"));

        assertCounted(2);
    }

    @Test
    void revocation_counts_each_damaged_token_even_if_others_were_revoked() {
        Token other = stack.token().tokenValue(TestStack.OTHER_TOKEN).store();
        List<String> values = List.of(
                stack.token().issue().value().reveal(),
                TestStack.OTHER_TOKEN,
                stack.token().issue().value().reveal());
        int[] finds = {0};
        stack.tokens().afterEachFind(() -> {
            if (finds[0]++ != 1) {
                throw new CorruptRecordException("key", "attribute");
            }
        });

        TestResponse response = stack.call(
                new RevokeTokensHandler(stack.wiring()),
                TestEvent.load("revoke").with("tokens", values));

        stack.tokens().afterEachFind(() -> {});
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body()).contains("outcome-unknown");
        assertThat(stack.tokens().get(other.id()).isLeaked()).isTrue();
        assertCounted(2);
    }

    @Test
    void bootstrap_counts_a_damaged_token() {
        new BootstrapHandler(stack.wiring()).handleRequest("", stack.context());
        damageTokens();

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> new BootstrapHandler(stack.wiring()).handleRequest("", stack.context()));

        assertCounted(1);
    }

    @Test
    void unavailable_store_is_no_damage() {
        stack.tokens().makeUnavailable();

        stack.call(new GetTokenHandler(stack.wiring()), TestEvent.load("get").calledBy(admin));

        assertThat(stack.metrics()).isEmpty();
    }

    private void damageTokens() {
        stack.tokens().afterEachFind(() -> {
            throw new CorruptRecordException("key", "attribute");
        });
    }

    private void assertCounted(Integer... counts) {
        assertThat(stack.metrics())
                .extracting(line -> Integer.valueOf(line.replaceAll(".*\"DamagedRecords\":([0-9]+)}", "$1")))
                .containsExactly(counts);
    }
}
