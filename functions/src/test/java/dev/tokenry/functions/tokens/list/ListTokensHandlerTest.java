package dev.tokenry.functions.tokens.list;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.selector.TokenSelector;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTokensHandlerTest implements StoreContract {

    private static final ListQuery QUERY =
            new ListQuery(10_000, FieldSelection.DEFAULT, SortOrder.NEWEST_FIRST, LastUsedRange.ANY, TokenSelector.ALL);

    private final TestStack stack = new TestStack();
    private final ListTokensHandler handler = new ListTokensHandler(stack.wiring());
    private final Token reader = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.read")
            .store();

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("list").calledBy(reader);
    }

    @Test
    void list_is_newest_first_with_the_default_fields() {
        stack.advance(Duration.ofMinutes(1));
        Token newer = stack.token()
                .name("晚安")
                .description("not listed")
                .project("webshop")
                .scopes("AI")
                .disabled()
                .expiresIn(Duration.ofDays(1))
                .store();

        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"totalCount\":2,\"pageSize\":200,\"nextPageKey\":null,\"apiTokens\":["
                        + "{\"id\":\"" + newer.id() + "\",\"name\":\"晚安\",\"enabled\":false,\"owner\":\"jane\","
                        + "\"creationDate\":\"2026-03-18T10:38:42.518Z\"},"
                        + "{\"id\":\"" + reader.id() + "\",\"name\":\"tokenName\",\"enabled\":true,"
                        + "\"owner\":\"jane\",\"creationDate\":\"2026-03-18T10:37:42.518Z\"}]}");
        assertThat(response.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
    }

    @Test
    void status_is_shown_and_selected_although_the_owner_decides_it() {
        stack.users().put("gone", true, true);
        stack.users().put("stopped", false, true);
        stack.users().put("unreadable", true, true);
        stack.users().damage("unreadable");
        Token admin = stack.token()
                .owner("admin")
                .scopes("TenantTokenManagement", "apiTokens.read")
                .store();
        // No token of a damaged user works, whether or not it depends on the record of this user.
        Map<String, String> statusOfId = Map.of(
                stack.token().owner("unreadable").store().id().value(), "ownerDisabled",
                reader.id().value(), "active",
                admin.id().value(), "active",
                stack.token().owner("stopped").store().id().value(), "ownerDisabled",
                stack.token().owner("unregistered").personal().store().id().value(), "ownerDisabled",
                stack.token().owner("gone").personal().store().id().value(), "active",
                stack.token().owner("stopped").disabled().store().id().value(), "disabled",
                stack.token().expiresIn(Duration.ZERO).store().id().value(), "expired");

        call(request().calledBy(admin).query("fields", "status"))
                .json()
                .get("apiTokens")
                .forEach(listed -> assertThat(statusOfId)
                        .containsEntry(
                                listed.get("id").textValue(),
                                listed.get("status").textValue()));
        for (String status : List.of("active", "ownerDisabled", "disabled", "expired", "damaged")) {
            for (String sort : List.of("-creationDate", "+name")) {
                TestResponse selected = call(request()
                        .calledBy(admin)
                        .query("apiTokenSelector", "status(\"" + status + "\")")
                        .query("sort", sort));
                assertThat(ids(selected))
                        .containsExactlyInAnyOrderElementsOf(statusOfId.keySet().stream()
                                .filter(id -> statusOfId.get(id).equals(status))
                                .toList());
                assertThat(selected.json().get("totalCount").intValue())
                        .isEqualTo(ids(selected).size());
            }
        }
        assertThat(ids(call(request()
                        .calledBy(admin)
                        .query("apiTokenSelector", "status(\"disabled\",\"ownerDisabled\"),owner(\"stopped\")"))))
                .hasSize(2);
    }

    @Test
    void a_damaged_token_is_listed_as_such_and_under_no_other_status() {
        Token damaged = stack.token().name("broken").store();
        stack.tokens().damage(damaged.id());

        TestResponse all = call(request().query("fields", "name,status"));
        TestResponse active = call(request().query("apiTokenSelector", "status(\"active\")"));

        assertThat(all.json().get("apiTokens").valueStream().map(Object::toString))
                .contains("{\"id\":\"" + damaged.id()
                        + "\",\"name\":\"broken\",\"status\":\"damaged\",\"damaged\":true}");
        assertThat(ids(active)).containsExactly(reader.id().value());
    }

    /** Whether or not the scope is still declared: tokens keep what they have. */
    @Test
    void tokens_with_an_own_scope_are_found() {
        Token token = stack.token().scopes("metrics.read", "orders.read").store();
        stack.token().scopes("orders.write").store();
        TestEvent selected = request().query("apiTokenSelector", "scope(\"orders.read\")");

        stack.scopes().declare("orders.read", "orders.write");
        assertThat(ids(call(selected))).containsExactly(token.id().value());
        stack.scopes().put(stack.scopes().find("orders.read").orElseThrow().asDeleted());
        assertThat(ids(call(selected))).containsExactly(token.id().value());
    }

    @Test
    void empty_list_is_returned() {
        stack.tokens().delete(reader, STAMP);

        assertThat(call(request()).body())
                .isEqualTo("{\"totalCount\":0,\"pageSize\":200,\"nextPageKey\":null,\"apiTokens\":[]}");
    }

    @Test
    void pages_have_no_gaps_or_duplicates() {
        List<String> created = createTokens(24);

        List<String> listed = new ArrayList<>();
        TestResponse page = call(request().query("pageSize", "7"));
        listed.addAll(ids(page));
        while (page.string("nextPageKey") != null) {
            assertThat(ids(page)).hasSize(7);
            page = call(request().query("nextPageKey", page.string("nextPageKey")));
            assertThat(page.json().get("pageSize").intValue()).isEqualTo(7);
            assertThat(page.json().get("totalCount").intValue()).isEqualTo(25);
            listed.addAll(ids(page));
        }

        assertThat(listed).isEqualTo(created.reversed());
    }

    @Test
    void tokens_created_at_the_same_time_are_listed_once() {
        IntStream.range(0, 9).forEach(i -> stack.token().store());

        List<String> listed = new ArrayList<>();
        String nextPageKey = null;
        do {
            TestResponse page = call(
                    nextPageKey == null
                            ? request().query("pageSize", "3")
                            : request().query("nextPageKey", nextPageKey));
            listed.addAll(ids(page));
            nextPageKey = page.string("nextPageKey");
        } while (nextPageKey != null);

        assertThat(listed).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void created_and_deleted_tokens_cause_no_gap() {
        List<String> created = createTokens(9);
        TestResponse first = call(request().query("pageSize", "4"));
        Token lastSeen = stack.tokens().all().stream()
                .filter(token -> token.id().value().equals(ids(first).getLast()))
                .findFirst()
                .orElseThrow();
        stack.tokens().delete(lastSeen, STAMP);
        createTokens(2);

        TestResponse second = call(request().query("nextPageKey", first.string("nextPageKey")));

        assertThat(ids(second)).isEqualTo(created.reversed().subList(4, 8));
    }

    @Test
    void full_last_page_has_no_page_key() {
        createTokens(3);

        assertThat(call(request().query("pageSize", "4"))
                        .json()
                        .get("nextPageKey")
                        .isNull())
                .isTrue();
        assertThat(call(request().query("pageSize", "3")).string("nextPageKey")).isNotNull();
    }

    @Test
    void response_contains_as_many_tokens_as_requested() {
        IntStream.range(0, 2_000).forEach(i -> stack.token().store());

        TestResponse first = call(request().query("pageSize", "10000"));

        assertThat(ids(first)).hasSize(2_001);
        assertThat(first.json().get("pageSize").intValue()).isEqualTo(10_000);
        assertThat(first.json().get("totalCount").intValue()).isEqualTo(2_001);
        assertThat(first.string("nextPageKey")).isNull();
    }

    @Test
    void default_page_size_is_200() {
        createTokens(200);

        assertThat(ids(call(request()))).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10000", "0200"})
    void page_sizes_from_1_to_10_000_are_accepted(String size) {
        assertThat(call(request().query("pageSize", size)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "10001", "-1", "+1", "1.0", "1e3", "ten", " 5", "5 ", "0x10", "٣", "99999999999999999999"})
    void other_page_sizes_are_rejected(String size) {
        assertInvalid(request().query("pageSize", size), "pageSize QUERY");
    }

    @Test
    void repeated_parameter_is_rejected() {
        assertInvalid(request().query("pageSize", "5", "6"), "pageSize QUERY");
        assertInvalid(request().query("nextPageKey", pageKey(), pageKey()), "nextPageKey QUERY");
    }

    @Test
    void all_unknown_parameters_are_rejected_together() {
        assertInvalid(
                request().query("pagesize", "5").query("limit", "5").query("pageSize", "5"),
                "limit QUERY",
                "pagesize QUERY");
    }

    @Test
    void page_key_excludes_every_other_parameter() {
        assertInvalid(request().query("nextPageKey", pageKey()).query("pageSize", "1"), "nextPageKey QUERY");
    }

    @Test
    void page_key_of_another_token_is_rejected() {
        String pageKey = pageKey();
        Token sameOwner = stack.token().scopes("apiTokens.read").store();

        assertInvalid(request().calledBy(sameOwner).query("nextPageKey", pageKey), "nextPageKey QUERY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "x",
                "null",
                "%",
                "AAAA",
                "MQ",
                "====",
                "MSA-",
                "1 tk0c01.ST2EY72KQINMH574WMNVI7YN 5 5 x",
                "ä"
            })
    void invalid_page_key_is_rejected(String pageKey) {
        assertInvalid(request().query("nextPageKey", pageKey), "nextPageKey QUERY");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "10001, 5", "-1, 5", "5, -1", "5, 10001"})
    void page_key_with_out_of_range_numbers_is_rejected(int pageSize, int totalCount) {
        assertInvalid(
                request().query("nextPageKey", forgedPageKey(pageSize, totalCount, sortKey(reader))),
                "nextPageKey QUERY");
    }

    @Test
    void modified_page_key_is_rejected() {
        String pageKey = pageKey();
        byte[] bytes = Base64.getUrlDecoder().decode(pageKey);

        for (int i = 1; i < bytes.length; i++) {
            byte[] modified = bytes.clone();
            modified[i] = (byte) 0xff;
            TestResponse response = call(request().query("nextPageKey", encode(modified)));
            // The position may be forged: it opens nothing.
            assertThat(response.status()).isIn(200, 400);
            assertInvalid(request().query("nextPageKey", encode(Arrays.copyOf(bytes, i))), "nextPageKey QUERY");
        }
        assertInvalid(request().query("nextPageKey", pageKey + "A"), "nextPageKey QUERY");
        assertInvalid(request().query("nextPageKey", pageKey + "="), "nextPageKey QUERY");
        assertInvalid(
                request().query("nextPageKey", encode(Arrays.copyOf(bytes, bytes.length + 1))), "nextPageKey QUERY");
    }

    @Test
    void forged_page_key_reveals_no_invisible_tokens() {
        Token foreign = stack.token().owner("anna").store();
        stack.advance(Duration.ofMinutes(1));
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.read").store();
        String pageKey = new ListPageKey(
                        projectBound.id(), QUERY, new SortPosition("9999999999999#" + foreign.id(), foreign.id()), 9999)
                .encode();

        assertThat(ids(call(request().calledBy(projectBound).query("nextPageKey", pageKey))))
                .containsExactly(projectBound.id().value());
    }

    @Test
    void page_key_is_evaluated_with_current_permissions() {
        Token admin = stack.token()
                .owner("admin")
                .scopes("apiTokens.read", "TenantTokenManagement")
                .store();
        createTokens(3);
        String pageKey = call(request().calledBy(admin).query("pageSize", "1")).string("nextPageKey");

        TestEvent unauthenticated =
                request().calledBy(admin).context("scopes", "apiTokens.read").query("nextPageKey", pageKey);

        assertThat(ids(call(unauthenticated))).containsExactly(admin.id().value());
    }

    @Test
    void only_tokens_of_the_same_owner_are_listed_and_counted() {
        stack.token().owner("anna").store();
        Token other = stack.token().owner("JANE").store();

        TestResponse response = call(request());

        assertThat(ids(response))
                .containsExactlyInAnyOrder(reader.id().value(), other.id().value());
        assertThat(response.json().get("totalCount").intValue()).isEqualTo(2);
    }

    @Test
    void project_bound_token_sees_its_owners_tokens_of_the_project() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.read").store();
        stack.token().project("backoffice").store();
        stack.token().owner("anna").project("webshop").store();

        TestResponse response = call(request().calledBy(projectBound));

        assertThat(ids(response)).containsExactly(projectBound.id().value());
        assertThat(response.json().get("totalCount").intValue()).isEqualTo(1);
    }

    @Test
    void project_administrator_sees_only_the_project() {
        Token admin = stack.token()
                .owner("admin")
                .project("webshop")
                .scopes("apiTokens.read", "TenantTokenManagement")
                .store();
        Token other = stack.token().owner("anna").project("webshop").store();
        stack.token().owner("admin").project("backoffice").store();

        assertThat(ids(call(request().calledBy(admin))))
                .containsExactlyInAnyOrder(admin.id().value(), other.id().value());
    }

    @Test
    void tenant_manager_sees_all_tokens() {
        stack.token().owner("anna").store();
        stack.token().owner("otto").project("webshop").store();

        assertThat(ids(call(TestEvent.load("list")))).hasSize(3);
    }

    @Test
    void expired_tokens_are_listed_and_deleted_ones_are_not() {
        stack.tokens().delete(stack.token().store(), STAMP);
        Token expired = stack.token().expiresIn(Duration.ofSeconds(1)).store();
        stack.advance(Duration.ofDays(1));

        assertThat(ids(call(request())))
                .containsExactlyInAnyOrder(reader.id().value(), expired.id().value());
    }

    @Test
    void previous_secret_may_read() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status())
                .isEqualTo(200);
    }

    @Test
    void secret_is_not_exposed() {
        assertSecretNotExposed(TestStack.CALLING_TOKEN, call(request()));
    }

    @Test
    void token_value_as_page_key_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().query("nextPageKey", TestStack.OTHER_TOKEN), "nextPageKey QUERY");
    }

    /** This many more, each later than the one before; all there are, oldest first. */
    private List<String> createTokens(int count) {
        for (int i = 0; i < count; i++) {
            stack.advance(Duration.ofMillis(1));
            stack.token().store();
        }
        return stack.tokens().all().reversed().stream()
                .map(token -> token.id().value())
                .toList();
    }

    private String pageKey() {
        createTokens(2);
        return call(request().query("pageSize", "1")).string("nextPageKey");
    }

    private String forgedPageKey(int pageSize, int totalCount, String sortKey) {
        ListQuery query = new ListQuery(
                pageSize, FieldSelection.DEFAULT, SortOrder.NEWEST_FIRST, LastUsedRange.ANY, TokenSelector.ALL);
        return new ListPageKey(reader.id(), query, new SortPosition(sortKey, reader.id()), totalCount).encode();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String sortKey(Token token) {
        return token.origin().createdAt().toEpochMilli() + "#" + token.id();
    }

    private static List<String> ids(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return response.json()
                .get("apiTokens")
                .valueStream()
                .map(token -> token.get("id").textValue())
                .toList();
    }

    /** The sort key of a damaged token can be any text, as far as DynamoDB stores it. */
    @ParameterizedTest
    @CsvSource({"0, 400", "1, 200", "1024, 200", "1025, 400"})
    void page_key_continues_after_any_sort_key(int length, int status) {
        TestEvent event = request().query("nextPageKey", forgedPageKey(5, 5, "x".repeat(length)));

        if (status == 200) {
            assertThat(call(event).status()).isEqualTo(200);
        } else {
            assertInvalid(event, "nextPageKey QUERY");
        }
    }
}
