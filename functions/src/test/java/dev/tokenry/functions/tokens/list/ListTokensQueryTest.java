package dev.tokenry.functions.tokens.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.SampleTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists with fields, filters, an order and numbered pages. */
class ListTokensQueryTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListTokensHandler handler = new ListTokensHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("admin")
            .name("admin")
            .scopes("apiTokens.read", "TenantTokenManagement")
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
        return TestEvent.load("list")
                .calledBy(admin)
                .query("fields", "name")
                .query("sort", "+name")
                .query("from", "now-1y")
                .query("to", "now")
                .query("apiTokenSelector", "enabled(true)")
                .query("pageSize", "10")
                .query("page", "1");
    }

    @Test
    void selected_fields_are_shown_and_absent_values_omitted() {
        stack.token().name("n").scopes("AI").project("web-8").description("d").store();
        TestEvent event = list().query("apiTokenSelector", "name(\"n\"),project(\"web-8\")");

        assertThat(call(event.query("fields", "name,scopes,lastUsedDate"))
                        .json()
                        .at("/apiTokens/0"))
                .hasToString("{\"id\":\"" + ids(call(event)).getFirst() + "\",\"name\":\"n\",\"scopes\":[\"AI\"]}");
        assertThat(fields(call(event.query("fields", " description,-owner"))))
                .containsExactly("id", "name", "description", "enabled", "creationDate");
        assertInvalid(event.query("fields", "name, scopes"), "fields QUERY");
    }

    @Test
    void next_page_keeps_the_fields() {
        stack.token().store();

        TestResponse first = call(list().query("fields", "owner").query("pageSize", "1"));
        TestResponse second = call(list().query("nextPageKey", first.string("nextPageKey")));

        assertThat(fields(second)).containsExactly("id", "owner");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner(\"anna\")                              | a1 a2",
                "owner(\"anna\",\"bert\",\"anna\",\"\",\"ä\") | a1 a2 b1",
                "owner(\"Anna\")                              | ''",
                "project(\"web-8\")                             | a1 b1",
                "project(\"WEB-8\")                             | ''",
                "project(\"\")                                | ''",
                "owner(\"anna\"),project(\"web-8\")             | a1",
                "owner(\"bert\",\"anna\"),project(\"web-8\")    | a1 b1",
                "name(\"A\")                                  | a1 a2 admin",
                "text(\"WEB-8\")                                | a1 b1",
                "enabled(false)                               | a2",
                "enabled(false),owner(\"bert\")               | ''",
                "createdBy(\"bert\",\"unknown\")               | b1",
                "scope(\"AI\")                                | b1",
                "scope(\"AI\",\"apiTokens.read\")             | admin b1",
                "personalAccessToken(true)                    | a2",
                "expiresWithin(\"7d\")                        | a1",
                "expired(true)                                | ''"
            })
    void selectors_filter_in_every_sort_order_and_are_counted(String selector, String names) {
        fourTokens();

        for (String sort : List.of("name", "+owner", "+creationDate")) {
            TestResponse response =
                    call(list().query("apiTokenSelector", selector).query("sort", sort));
            assertThat(String.join(" ", names(response).stream().sorted().toList()))
                    .isEqualTo(names);
            assertThat(total(response)).isEqualTo(names(response).size());
        }
        TestResponse newestFirst = call(list().query("apiTokenSelector", selector));
        assertThat(String.join(" ", names(newestFirst).stream().sorted().toList()))
                .isEqualTo(names);
        assertThat(total(newestFirst)).isEqualTo(names(newestFirst).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Of anna; of anna in web; administrator of web.
                "''                          | a1 a2 | a1 | a1 b1",
                "owner(\"anna\")             | a1 a2 | a1 | a1",
                "owner(\"bert\")             | ''    | '' | b1",
                "owner(\"bert\",\"anna\")    | a1 a2 | a1 | a1 b1",
                "project(\"web-8\")            | a1    | a1 | a1 b1",
                "project(\"ops\")            | a2    | '' | ''",
                "enabled(true)               | a1    | a1 | a1 b1",
                "text(\"b-8\")                 | a1    | a1 | a1 b1",
                "createdBy(\"bert\")         | ''    | '' | b1",
                "scope(\"AI\")               | ''    | '' | b1"
            })
    void selectors_never_reveal_invisible_tokens(String selector, String owner, String bound, String project) {
        Map<String, Token> tokens = fourTokens();
        assertMatches(selector, owner, list().calledBy(tokens.get("a2")).context("project", ""));
        assertMatches(selector, bound, list().calledBy(tokens.get("a1")));
        assertMatches(
                selector,
                project,
                list().calledBy(tokens.get("a1")).context("scopes", "apiTokens.read TenantTokenManagement"));
    }

    private void assertMatches(String selector, String names, TestEvent event) {
        TestEvent request = selector.isEmpty() ? event : event.query("apiTokenSelector", selector);
        TestResponse newestFirst = call(request);
        assertThat(String.join(" ", names(newestFirst).stream().sorted().toList()))
                .isEqualTo(names);
        TestResponse sorted = call(request.query("sort", "name"));
        assertThat(String.join(" ", names(sorted))).isEqualTo(names);
        assertThat(total(sorted))
                .isEqualTo(total(newestFirst))
                .isEqualTo(names(sorted).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "creationDate",
                "lastUsedDate",
                "expirationDate",
                "modifiedDate",
                "owner",
                "createdBy",
                "project",
                "enabled"
            })
    void pages_in_every_sort_order_contain_each_token_once(String field) {
        for (int i = 0; i < 23; i++) {
            stack.advance(Duration.ofMillis(i % 2));
            put("o" + i % 4, i % 3 == 0 ? null : "p" + i % 3, "n" + i % 3, i % 5 < 2 ? null : now().plusMillis(i % 5));
        }
        for (String sign : List.of("+", "-")) {
            List<String> expectedIds = ids(call(list().query("sort", sign + field)));
            assertThat(expectedIds).hasSize(24).doesNotHaveDuplicates();
            assertThat(idsByPageKey(list().query("sort", sign + field).query("pageSize", "5")))
                    .isEqualTo(expectedIds);
            assertThat(idsByPageNumber(list().query("sort", sign + field), 5, 5))
                    .isEqualTo(expectedIds);
            List<String> filtered = idsByPageKey(list().query("sort", sign + field)
                    .query("pageSize", "4")
                    .query("apiTokenSelector", "name(\"n1\")"));
            assertThat(expectedIds).containsSubsequence(filtered);
            assertThat(filtered).hasSize(8);
        }
    }

    @Test
    void pages_of_several_owners_contain_each_token_once() {
        for (int i = 0; i < 20; i++) {
            stack.advance(Duration.ofMillis(i % 2));
            stack.token().owner("o" + i % 3).name("n" + i % 2).store();
        }
        String owners = "owner(\"o0\",\"o1\",\"o2\",\"o3\")";
        List<String> expectedIds = ids(call(list().query("apiTokenSelector", owners)));

        assertThat(expectedIds).hasSize(20).doesNotHaveDuplicates();
        assertThat(expectedIds)
                .isEqualTo(ids(call(list().query("apiTokenSelector", "text(\"o\"),expired(false)"))).stream()
                        .filter(it -> !it.equals(admin.id().value()))
                        .filter(expectedIds::contains)
                        .toList());
        assertThat(idsByPageKey(list().query("apiTokenSelector", owners).query("pageSize", "3")))
                .isEqualTo(expectedIds);
        assertThat(idsByPageKey(list().query("apiTokenSelector", owners + ",name(\"n1\")")
                        .query("pageSize", "3")))
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+name", "-creationDate"})
    void created_and_deleted_tokens_do_not_shift_later_pages(String sort) {
        List<Token> created = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            stack.advance(Duration.ofMillis(1));
            created.add(stack.token().name("n" + (char) ('a' + i)).store());
        }
        TestEvent event = list().query("sort", sort)
                .query("apiTokenSelector", "name(\"n\"),owner(\"jane\")")
                .query("pageSize", "4");
        List<String> before = idsByPageKey(event);
        TestResponse first = call(event);
        // Where the first page ended, and one of the second page.
        delete(created, before.get(3));
        delete(created, before.get(5));
        stack.advance(Duration.ofMillis(1));
        stack.token().name("n").store();

        List<String> seen = new ArrayList<>(ids(first));
        seen.addAll(remainingIds(first));

        assertThat(seen).doesNotHaveDuplicates();
        List<String> expected = new ArrayList<>(before);
        expected.remove(before.get(5));
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void total_count_is_computed_on_the_first_page_and_carried() {
        IntStream.range(0, 6).forEach(i -> stack.token().name("n").store());
        TestResponse first = call(list().query("pageSize", "2").query("apiTokenSelector", "name(\"n\"),enabled(true)"));
        IntStream.range(0, 3).forEach(i -> stack.token().name("n").store());

        TestResponse second = call(list().query("nextPageKey", first.string("nextPageKey")));

        assertThat(total(first)).isEqualTo(7);
        assertThat(total(second)).isEqualTo(7);
        assertThat(second.json().get("pageSize").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "now-2h        |                | old new",
                "now-30m       |                | new",
                "2026-03-18T09:37:42.518Z |     | old new",
                "2026-03-18T09:37:42.519Z |     | new",
                "              | now-30m        | admin never old",
                "              | 1773826662518  | admin never old",
                "              | 1773826662517  | admin never",
                "now-2h        | now-30m        | old",
                "now-1d/d      | now-1d         | ''",
                "now           | now            | ''"
            })
    void from_and_to_filter_by_last_use(String from, String to, String names) {
        stack.token().name("never").store();
        put("jane", null, "old", now().minus(Duration.ofHours(1)));
        put("jane", null, "new", now().minus(Duration.ofMinutes(1)));
        TestEvent event = list();
        if (from != null) {
            event.query("from", from);
        }
        if (to != null) {
            event.query("to", to);
        }

        assertThat(String.join(" ", names(call(event)).stream().sorted().toList()))
                .isEqualTo(String.join(
                        " ", List.of(names.split(" ")).stream().sorted().toList()));
        assertThat(total(call(event))).isEqualTo(names(call(event)).size());
        assertThat(idsByPageKey(event.query("pageSize", "1"))).hasSize(total(call(event)));
    }

    @Test
    void invalid_or_reversed_times_are_rejected() {
        assertInvalid(list().query("from", "yesterday"), "from QUERY");
        assertInvalid(list().query("to", ""), "to QUERY");
        assertInvalid(list().query("from", "now").query("to", "now-1m"), "from QUERY");
        assertInvalid(list().query("from", "now+1m"), "from QUERY");
        assertInvalid(list().query("from", "now", "now"), "from QUERY");
    }

    @Test
    void all_violations_are_reported_together() {
        TestResponse response = assertInvalid(
                list().query("pageSize", "0")
                        .query("page", "x")
                        .query("fields", "x")
                        .query("sort", "x")
                        .query("from", "x")
                        .query("to", "x")
                        .query("apiTokenSelector", "enabled(true),x(1),y(2)")
                        .query("limit", "1"),
                "apiTokenSelector QUERY",
                "fields QUERY",
                "from QUERY",
                "limit QUERY",
                "page QUERY",
                "pageSize QUERY",
                "sort QUERY",
                "to QUERY");
        assertThat(response.body()).contains("apiTokenSelector position 15: unknown criterion");
    }

    @Test
    void overlong_selector_is_rejected() {
        assertInvalid(list().query("apiTokenSelector", "name(\"" + "x".repeat(4000) + "\")"), "apiTokenSelector QUERY");
        assertThat(names(call(list().query("apiTokenSelector", "name(\"" + "x".repeat(3900) + "\")"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "10, 1000", "10000, 1", "50, 200", "1, 1"})
    void numbered_pages_reach_ten_thousand_tokens(String page, String pageSize) {
        assertThat(call(list().query("page", page).query("pageSize", pageSize)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"11, 1000", "1, 1001", "10001, 1", "0, 1", "-1, 1", "x, 1", "'', 1", "1.0, 1", "2, 10000"})
    void invalid_page_numbers_are_rejected(String page, String pageSize) {
        assertInvalid(list().query("page", page).query("pageSize", pageSize), "page QUERY");
    }

    @Test
    void page_number_uses_the_default_size() {
        assertThat(call(list().query("page", "50")).status()).isEqualTo(200);
        assertInvalid(list().query("page", "51"), "page QUERY");
    }

    @Test
    void numbered_page_has_a_next_page_key() {
        IntStream.range(0, 9).forEach(i -> {
            stack.advance(Duration.ofMillis(1));
            stack.token().store();
        });
        List<String> expectedIds = ids(call(list()));

        TestResponse second = call(list().query("page", "2").query("pageSize", "4"));
        TestResponse third = call(list().query("nextPageKey", second.string("nextPageKey")));
        TestResponse pastTheEnd = call(list().query("page", "9").query("pageSize", "4"));

        assertThat(ids(second)).isEqualTo(expectedIds.subList(4, 8));
        assertThat(ids(third)).isEqualTo(expectedIds.subList(8, 10));
        assertThat(third.string("nextPageKey")).isNull();
        assertThat(ids(pastTheEnd)).isEmpty();
        assertThat(total(pastTheEnd)).isEqualTo(10);
        assertThat(pastTheEnd.string("nextPageKey")).isNull();
    }

    @Test
    void response_stops_at_four_megabytes_with_a_page_key() {
        String[] scopes = IntStream.range(0, 100)
                .mapToObj(i -> "x".repeat(61) + (char) ('A' + i / 10) + (char) ('A' + i % 10))
                .toArray(String[]::new);
        IntStream.range(0, 700)
                .forEach(i -> stack.token()
                        .description("晚".repeat(1000))
                        .scopes(scopes)
                        .store());
        TestEvent event = list().query("fields", "description,scopes").query("pageSize", "1000");

        TestResponse first = call(event);

        assertThat(first.body().getBytes(StandardCharsets.UTF_8).length).isBetween(3_900_000, 4_002_000);
        assertThat(idsByPageKey(event)).hasSize(701).doesNotHaveDuplicates();
        assertThat(idsByPageKey(event.query("sort", "name"))).hasSize(701).doesNotHaveDuplicates();
    }

    @Test
    void more_than_ten_thousand_tokens_allow_only_newest_first() {
        for (int i = 0; i < 10_003; i++) {
            stack.advance(Duration.ofMillis(1));
            put("jane", null, i % 5000 == 0 ? "rare" : "n" + i, null);
        }

        TestResponse all = call(list().query("pageSize", "10"));
        assertThat(total(all)).isEqualTo(10_000);
        TestResponse rare = call(list().query("pageSize", "2").query("apiTokenSelector", "name(\"rare\")"));
        assertThat(total(rare)).isEqualTo(10_000);
        assertThat(ids(rare)).hasSize(2);
        List<String> pagedIds = idsByPageKey(list().query("pageSize", "2").query("apiTokenSelector", "name(\"rare\")"));
        assertThat(pagedIds).hasSize(3).doesNotHaveDuplicates();
        // Nothing among the first ten thousand: a page may be empty, and leads on.
        TestResponse shortName = call(list().query("apiTokenSelector", "name(\"admin\")"));
        assertThat(ids(shortName)).isEmpty();
        assertThat(remainingIds(shortName)).containsExactly(admin.id().value());
        assertInvalid(list().query("sort", "name"), "sort QUERY");
        assertInvalid(list().query("sort", "+creationDate"), "sort QUERY");
        assertInvalid(list().query("sort", "name").query("apiTokenSelector", "owner(\"jane\")"), "sort QUERY");
        assertThat(names(call(list().query("sort", "name").query("apiTokenSelector", "owner(\"admin\")"))))
                .containsExactly("admin");
    }

    @Test
    void stale_index_rows_show_no_deleted_or_changed_token() {
        Token deleted = stack.token().name("gone").store();
        Token renamed = stack.token().name("renamed").store();
        Token unchanged = stack.token().name("stays").store();
        stack.tokens().afterEachListing(() -> {
            if (stack.tokens().find(deleted.id()).isPresent()) {
                stack.tokens().delete(deleted);
                stack.tokens().replaceConcurrently(renamed.withSettings(disabled(renamed.settings())));
            }
        });

        assertThat(ids(call(list().query("apiTokenSelector", "enabled(true),owner(\"jane\")"))))
                .containsExactly(unchanged.id().value());
    }

    /** Returns tokens of anna and of bert, in addition to those of the administrator. */
    private Map<String, Token> fourTokens() {
        Map<String, Token> tokens = new LinkedHashMap<>();
        tokens.put(
                "a1",
                advanceClock()
                        .token()
                        .owner("anna")
                        .name("a1")
                        .project("web-8")
                        .expiresIn(Duration.ofDays(3))
                        .store());
        tokens.put(
                "a2",
                advanceClock()
                        .token()
                        .owner("anna")
                        .name("a2")
                        .project("ops")
                        .personal()
                        .disabled()
                        .store());
        tokens.put(
                "b1",
                advanceClock()
                        .token()
                        .owner("bert")
                        .name("b1")
                        .project("web-8")
                        .scopes("AI")
                        .store());
        return tokens;
    }

    private TestStack advanceClock() {
        stack.advance(Duration.ofMillis(1));
        return stack;
    }

    private TestEvent list() {
        return TestEvent.load("list").calledBy(admin);
    }

    private Instant now() {
        return stack.clock().instant();
    }

    /** A token without the work that a secret makes, used at some time or never. */
    private void put(String owner, String project, String name, Instant usedAt) {
        stack.tokens()
                .insert(new Token(
                        SampleTokens.newId(),
                        new TokenOrigin(owner, owner, project, false, now()),
                        SampleTokens.renamed(admin.settings(), name),
                        admin.secrets(),
                        usedAt == null ? null : new LastUse(usedAt, "192.0.2.1"),
                        1));
    }

    private static TokenSettings disabled(TokenSettings settings) {
        return new TokenSettings(settings.name(), null, false, settings.scopes(), null, null);
    }

    private void delete(List<Token> tokens, String id) {
        stack.tokens()
                .delete(tokens.stream()
                        .filter(it -> it.id().value().equals(id))
                        .findFirst()
                        .orElseThrow());
    }

    /** All ids of a list, page by page. */
    private List<String> idsByPageKey(TestEvent event) {
        TestResponse first = call(event);
        List<String> ids = new ArrayList<>(ids(first));
        ids.addAll(remainingIds(first));
        return ids;
    }

    private List<String> remainingIds(TestResponse first) {
        List<String> ids = new ArrayList<>();
        TestResponse page = first;
        while (page.string("nextPageKey") != null) {
            page = call(list().query("nextPageKey", page.string("nextPageKey")));
            ids.addAll(ids(page));
        }
        return ids;
    }

    private List<String> idsByPageNumber(TestEvent event, int pages, int pageSize) {
        List<String> ids = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            ids.addAll(ids(call(event.query("page", "" + page).query("pageSize", "" + pageSize))));
        }
        return ids;
    }

    private static int total(TestResponse response) {
        return response.json().get("totalCount").intValue();
    }

    private static List<String> fields(TestResponse response) {
        return response.json().at("/apiTokens/0").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> ids(TestResponse response) {
        return values(response, "id");
    }

    private static List<String> names(TestResponse response) {
        return values(response, "name");
    }

    private static List<String> values(TestResponse response, String field) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return response.json()
                .get("apiTokens")
                .valueStream()
                .map(token -> token.path(field))
                .map(JsonNode::textValue)
                .toList();
    }
}
