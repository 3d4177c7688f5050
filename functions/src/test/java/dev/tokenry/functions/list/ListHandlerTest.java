package dev.tokenry.functions.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.list.selector.Selector;
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

class ListHandlerTest implements StoreContract {

    private static final ListQuery QUERY =
            new ListQuery(10_000, Fields.DEFAULT, Sort.NEWEST_FIRST, LastUsed.WHENEVER, Selector.ALL);

    private final TestStack stack = new TestStack();
    private final ListHandler handler = new ListHandler(stack.wiring());
    private final Token reader =
            stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.read").store();

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
    void the_list_is_newest_first_with_exactly_the_default_fields() {
        stack.advance(Duration.ofMinutes(1));
        Token newer = stack.token()
                .name("晚安")
                .description("not listed")
                .project("webshop")
                .scopes("AI")
                .disabled()
                .expiresIn(Duration.ofDays(1))
                .store();

        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"totalCount\":2,\"pageSize\":200,\"nextPageKey\":null,\"apiTokens\":["
                        + "{\"id\":\"" + newer.id() + "\",\"name\":\"晚安\",\"enabled\":false,\"owner\":\"jane\","
                        + "\"creationDate\":\"2026-03-18T10:38:42.518Z\"},"
                        + "{\"id\":\"" + reader.id() + "\",\"name\":\"tokenName\",\"enabled\":true,"
                        + "\"owner\":\"jane\",\"creationDate\":\"2026-03-18T10:37:42.518Z\"}]}");
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
    }

    @Test
    void a_list_of_nothing_is_a_list() {
        stack.tokens().delete(reader);

        assertThat(call(request()).body())
                .isEqualTo("{\"totalCount\":0,\"pageSize\":200,\"nextPageKey\":null,\"apiTokens\":[]}");
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        List<String> made = make(24);

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

        assertThat(listed).isEqualTo(made.reversed());
    }

    @Test
    void tokens_of_one_moment_are_listed_once_each() {
        IntStream.range(0, 9).forEach(i -> stack.token().store());

        List<String> listed = new ArrayList<>();
        String next = null;
        do {
            TestResponse page = call(
                    next == null ? request().query("pageSize", "3") : request().query("nextPageKey", next));
            listed.addAll(ids(page));
            next = page.string("nextPageKey");
        } while (next != null);

        assertThat(listed).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void tokens_that_come_and_go_make_no_gap() {
        List<String> made = make(9);
        TestResponse first = call(request().query("pageSize", "4"));
        Token lastSeen = stack.tokens().all().stream()
                .filter(token -> token.id().value().equals(ids(first).getLast()))
                .findFirst()
                .orElseThrow();
        stack.tokens().delete(lastSeen);
        make(2);

        TestResponse second = call(request().query("nextPageKey", first.string("nextPageKey")));

        assertThat(ids(second)).isEqualTo(made.reversed().subList(4, 8));
    }

    @Test
    void the_last_page_says_so_even_when_it_is_full() {
        make(3);

        assertThat(call(request().query("pageSize", "4"))
                        .json()
                        .get("nextPageKey")
                        .isNull())
                .isTrue();
        assertThat(call(request().query("pageSize", "3")).string("nextPageKey")).isNotNull();
    }

    @Test
    void no_answer_holds_more_than_a_thousand() {
        IntStream.range(0, 1000).forEach(i -> stack.token().store());

        TestResponse first = call(request().query("pageSize", "10000"));
        TestResponse second = call(request().query("nextPageKey", first.string("nextPageKey")));

        assertThat(ids(first)).hasSize(1000);
        assertThat(first.json().get("totalCount").intValue()).isEqualTo(1001);
        assertThat(first.json().get("pageSize").intValue()).isEqualTo(10_000);
        assertThat(ids(second)).hasSize(1);
        assertThat(second.string("nextPageKey")).isNull();
    }

    @Test
    void without_a_size_a_page_holds_two_hundred() {
        make(200);

        assertThat(ids(call(request()))).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10000", "0200"})
    void sizes_from_1_to_10_000_are_taken(String size) {
        assertThat(call(request().query("pageSize", size)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "10001",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "ten",
                "",
                " 5",
                "5 ",
                "0x10",
                "٣",
                "99999999999999999999"
            })
    void other_sizes_are_refused(String size) {
        assertInvalid(request().query("pageSize", size), "pageSize QUERY");
    }

    @Test
    void a_parameter_that_is_given_twice_is_refused() {
        assertInvalid(request().query("pageSize", "5", "6"), "pageSize QUERY");
        assertInvalid(request().query("nextPageKey", cursor(), cursor()), "nextPageKey QUERY");
    }

    @Test
    void unknown_parameters_are_refused_all_at_once() {
        assertInvalid(
                request().query("pagesize", "5").query("limit", "5").query("pageSize", "5"),
                "limit QUERY",
                "pagesize QUERY");
    }

    @Test
    void a_cursor_excludes_every_other_parameter() {
        assertInvalid(request().query("nextPageKey", cursor()).query("pageSize", "1"), "nextPageKey QUERY");
    }

    @Test
    void a_cursor_opens_nothing_for_another_token() {
        String cursor = cursor();
        Token twin = stack.token().scopes("apiTokens.read").store();

        assertInvalid(request().calledBy(twin).query("nextPageKey", cursor), "nextPageKey QUERY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
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
    void what_is_no_cursor_is_refused(String cursor) {
        assertInvalid(request().query("nextPageKey", cursor), "nextPageKey QUERY");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "10001, 5", "-1, 5", "5, -1", "5, 10001"})
    void a_cursor_with_numbers_that_we_never_write_is_refused(int pageSize, int totalCount) {
        assertInvalid(request().query("nextPageKey", forged(pageSize, totalCount, place(reader))), "nextPageKey QUERY");
    }

    @Test
    void a_cursor_that_was_touched_is_refused() {
        String cursor = cursor();
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);

        for (int i = 0; i < bytes.length; i++) {
            byte[] touched = bytes.clone();
            touched[i] = (byte) 0xff;
            TestResponse answer = call(request().query("nextPageKey", text(touched)));
            // The position may be forged: it opens nothing.
            assertThat(answer.status()).isIn(200, 400);
            assertInvalid(request().query("nextPageKey", text(Arrays.copyOf(bytes, i))), "nextPageKey QUERY");
        }
        assertInvalid(request().query("nextPageKey", cursor + "A"), "nextPageKey QUERY");
        assertInvalid(request().query("nextPageKey", cursor + "="), "nextPageKey QUERY");
        assertInvalid(
                request().query("nextPageKey", text(Arrays.copyOf(bytes, bytes.length + 1))), "nextPageKey QUERY");
    }

    @Test
    void a_forged_cursor_shows_nothing_that_its_bearer_may_not_see() {
        Token foreign = stack.token().owner("anna").store();
        stack.advance(Duration.ofMinutes(1));
        Token bound = stack.token().project("webshop").scopes("apiTokens.read").store();
        String cursor =
                new Cursor(bound.id(), QUERY, new Place("9999999999999#" + foreign.id(), foreign.id()), 9999).asText();

        assertThat(ids(call(request().calledBy(bound).query("nextPageKey", cursor))))
                .containsExactly(bound.id().value());
    }

    @Test
    void a_cursor_is_judged_by_what_its_bearer_may_see_now() {
        Token admin = stack.token()
                .owner("admin")
                .scopes("apiTokens.read", "TenantTokenManagement")
                .store();
        make(3);
        String cursor = call(request().calledBy(admin).query("pageSize", "1")).string("nextPageKey");

        TestEvent asNobody =
                request().calledBy(admin).context("scopes", "apiTokens.read").query("nextPageKey", cursor);

        assertThat(ids(call(asNobody))).containsExactly(admin.id().value());
    }

    @Test
    void only_tokens_of_the_callers_owner_are_listed_and_counted() {
        stack.token().owner("anna").store();
        stack.token().owner("Jane").store();

        TestResponse answer = call(request());

        assertThat(ids(answer)).containsExactly(reader.id().value());
        assertThat(answer.json().get("totalCount").intValue()).isEqualTo(1);
    }

    @Test
    void a_caller_that_is_bound_to_a_project_sees_its_owners_tokens_there() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.read").store();
        stack.token().project("backoffice").store();
        stack.token().owner("anna").project("webshop").store();

        TestResponse answer = call(request().calledBy(bound));

        assertThat(ids(answer)).containsExactly(bound.id().value());
        assertThat(answer.json().get("totalCount").intValue()).isEqualTo(1);
    }

    @Test
    void a_projects_administrator_sees_all_of_the_project_and_nothing_else() {
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
    void who_manages_all_tokens_sees_all() {
        stack.token().owner("anna").store();
        stack.token().owner("otto").project("webshop").store();

        assertThat(ids(call(TestEvent.load("list")))).hasSize(3);
    }

    @Test
    void deleted_tokens_are_not_listed_and_expired_ones_are() {
        stack.tokens().delete(stack.token().store());
        Token expired = stack.token().expiresIn(Duration.ofSeconds(1)).store();
        stack.advance(Duration.ofDays(1));

        assertThat(ids(call(request())))
                .containsExactlyInAnyOrder(reader.id().value(), expired.id().value());
    }

    @Test
    void a_previous_secret_may_look() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status()).isEqualTo(200);
    }

    @Test
    void the_secret_appears_nowhere() {
        assertSecretNotExposed(TestStack.CALLING_TOKEN, call(request()));
    }

    @Test
    void a_whole_token_for_a_cursor_is_refused_and_not_echoed() {
        assertTokenValueRejected(request().query("nextPageKey", TestStack.OTHER_TOKEN), "nextPageKey QUERY");
    }

    /** This many more, each later than the one before; all there are, oldest first. */
    private List<String> make(int count) {
        for (int i = 0; i < count; i++) {
            stack.advance(Duration.ofMillis(1));
            stack.token().store();
        }
        return stack.tokens().all().reversed().stream()
                .map(token -> token.id().value())
                .toList();
    }

    private String cursor() {
        make(2);
        return call(request().query("pageSize", "1")).string("nextPageKey");
    }

    private String forged(int pageSize, int totalCount, String place) {
        ListQuery query = new ListQuery(pageSize, Fields.DEFAULT, Sort.NEWEST_FIRST, LastUsed.WHENEVER, Selector.ALL);
        return new Cursor(reader.id(), query, new Place(place, reader.id()), totalCount).asText();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String place(Token token) {
        return token.origin().createdAt().toEpochMilli() + "#" + token.id();
    }

    private static List<String> ids(TestResponse answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .get("apiTokens")
                .valueStream()
                .map(token -> token.get("id").textValue())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "1773830262518", "1773830262518#", "1773830262518#x", "#tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_forged_cursor_to_a_place_that_is_none_is_refused(String place) {
        assertInvalid(request().query("nextPageKey", forged(5, 5, place)), "nextPageKey QUERY");
    }
}
