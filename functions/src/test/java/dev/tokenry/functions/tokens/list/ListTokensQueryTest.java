package dev.tokenry.functions.tokens.list;

import static dev.tokenry.model.TestStamp.STAMP;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenBuilder;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests lists with fields, filters, a sort order and numbered pages. */
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
        return list("fields=name&sort=+name&from=now-1y&to=now&apiTokenSelector=enabled(true)&pageSize=10&page=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        name,scopes,lastUsedDate | {"id":"{id}","name":"n","scopes":["AI"]}
        ' description,-owner'    | {"id":"{id}","name":"n","description":"d","enabled":true,"creationDate":"2026-03-18T10:37:42.518Z"}
        """)
    void selected_fields_are_shown_and_absent_values_omitted(String fields, String expected) {
        Token token = stack.token()
                .name("n")
                .scopes("AI")
                .project("web-8")
                .description("d")
                .store();
        TestEvent event =
                list("apiTokenSelector=name(\"n\"),project(\"web-8\")").query("fields", fields);

        assertThat(call(event).json().at("/apiTokens/0"))
                .hasToString(expected.replace("{id}", token.id().value()));
    }

    @Test
    void next_page_keeps_the_fields() {
        stack.token().store();

        TestResponse first = call(list("fields=owner&pageSize=1"));

        assertThat(nextPage(first).json().at("/apiTokens/0").properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactly("id", "owner");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # selector                            | names
        owner("anna")                         | a1 a2
        owner("anna","bert","anna","","ä")    | a1 a2 b1
        owner("Anna")                         | a1 a2
        owner("ANNA","anna")                  | a1 a2
        project("web-8")                      | a1 b1
        project("WEB-8")                      | ''
        project("")                           | ''
        owner("anna"),project("web-8")        | a1
        owner("bert","anna"),project("web-8") | a1 b1
        name("A")                             | a1 a2 admin
        text("WEB-8")                         | a1 b1
        enabled(false)                        | a2
        enabled(false),owner("bert")          | ''
        createdBy("BERT","unknown")           | b1
        scope("AI")                           | b1
        scope("AI","apiTokens.read")          | admin b1
        personalAccessToken(true)             | a2
        expiresWithin("7d")                   | a1
        expired(true)                         | ''
        """)
    void selectors_filter_in_every_sort_order_and_are_counted(String selector, String names) {
        threeTokens();

        assertMatches(names, select(selector));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # selector           | as anna | as a token of web-8 | as an administrator of web-8
        owner("anna")        | a1 a2   | a1                  | a1
        owner("bert")        | ''      | ''                  | b1
        owner("bert","anna") | a1 a2   | a1                  | a1 b1
        project("web-8")     | a1      | a1                  | a1 b1
        project("ops")       | a2      | ''                  | ''
        enabled(true)        | a1      | a1                  | a1 b1
        text("b-8")          | a1      | a1                  | a1 b1
        createdBy("bert")    | ''      | ''                  | b1
        scope("AI")          | ''      | ''                  | b1
                             | a1 a2   | a1                  | a1 b1
        """)
    void selectors_never_reveal_invisible_tokens(String selector, String owner, String bound, String project) {
        Map<String, Token> tokens = threeTokens();

        assertMatches(owner, select(selector).calledBy(tokens.get("a2")).context("project", ""));
        assertMatches(bound, select(selector).calledBy(tokens.get("a1")));
        assertMatches(
                project,
                select(selector).calledBy(tokens.get("a1")).context("scopes", "apiTokens.read TenantTokenManagement"));
    }

    private TestEvent select(String selector) {
        return selector == null ? list() : list().query("apiTokenSelector", selector);
    }

    /** Asserts the tokens of a list and their count, newest first and in other orders. */
    private void assertMatches(String names, TestEvent event) {
        assertNames(names, call(event));
        for (String sort : List.of("+owner", "+creationDate", "name")) {
            assertNames(names, call(event.query("sort", sort)));
        }
        assertThat(String.join(" ", names(call(event)))).isEqualTo(names);
    }

    private static void assertNames(String names, TestResponse response) {
        assertThat(String.join(" ", names(response).stream().sorted().toList())).isEqualTo(names);
        assertThat(total(response)).isEqualTo(names(response).size());
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
                .isEqualTo(ids(call(list("apiTokenSelector=text(\"o\"),expired(false)"))).stream()
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
        // The last token of the first page, and one of the second page.
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
        TestResponse first = call(list("pageSize=2&apiTokenSelector=name(\"n\"),enabled(true)"));
        IntStream.range(0, 3).forEach(i -> stack.token().name("n").store());

        TestResponse second = nextPage(first);

        assertThat(total(first)).isEqualTo(7);
        assertThat(total(second)).isEqualTo(7);
        assertThat(second.json().get("pageSize").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # query                       | names
        from=now-2h                   | new old
        from=now-30m                  | new
        from=2026-03-18T09:37:42.518Z | new old
        from=2026-03-18T09:37:42.519Z | new
        to=now-30m                    | admin never old
        to=1773826662518              | admin never old
        to=1773826662517              | admin never
        from=now-2h&to=now-30m        | old
        from=now-1d/d&to=now-1d       | ''
        from=now&to=now               | ''
        """)
    void from_and_to_filter_by_last_use(String query, String names) {
        stack.token().name("never").store();
        put("jane", null, "old", now().minus(Duration.ofHours(1)));
        put("jane", null, "new", now().minus(Duration.ofMinutes(1)));

        TestResponse response = call(list(query));

        assertNames(names, response);
        assertThat(idsByPageKey(list(query + "&pageSize=1"))).hasSize(total(response));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nextPageKey=",
                "pageSize=&page=&fields=&sort=&from=&to=&apiTokenSelector=",
                "nextPageKey=&nextPageKey=",
                "pageSize=&pageSize=200",
                "limit="
            })
    void empty_parameter_equals_an_absent_one(String query) {
        assertThat(call(list(query)).body())
                .isEqualTo(call(list("pageSize=200")).body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # value                    | message
        1773830262                 | 'must be a supported date: ''1773830262'' looks like epoch seconds, in milliseconds: 1773830262000.'
        999999999                  | 'must be a supported date: ''999999999'' looks like epoch seconds, in milliseconds: 999999999000.'
        1773830262.5               | 'must be a supported date: ''1773830262.5'' looks like epoch seconds, in milliseconds: 1773830262000.'
        now 1d                     | 'must be a supported date: ''now 1d'' is not of the form now[(+|-)NU][/A]; in a query, write the plus sign as %2B: now%2B1d.'
        now 1w/w                   | 'must be a supported date: ''now 1w/w'' is not of the form now[(+|-)NU][/A]; in a query, write the plus sign as %2B: now%2B1w/w.'
        2026-03-18T09:30 05:30     | 'must be a supported date: ''2026-03-18T09:30 05:30'' is not a date in a supported form; in a query, write the plus sign as %2B: 2026-03-18T09:30%2B05:30.'
        2026-03-18T09:30:00.5+0530 | 'must be a supported date: ''2026-03-18T09:30:00.5+0530'' is not a date in a supported form; write the offset with a colon: 2026-03-18T09:30:00.5+05:30.'
        2026-03-18T09:30-0000      | 'must be a supported date: ''2026-03-18T09:30-0000'' is not a date in a supported form; write the offset with a colon: 2026-03-18T09:30-00:00.'
        """)
    void date_that_is_almost_supported_is_rejected_with_the_way_to_write_it(String value, String message) {
        for (String parameter : List.of("from", "to")) {
            TestResponse response = call(list("pageSize=5").query(parameter, value));

            assertThat(response.violationReasons()).containsExactly(parameter + " malformed-date");
            assertThat(response.message()).startsWith(parameter + " " + message);
        }
    }

    /** No token was used in 1970 or before: this is how a list says "never used". */
    @Test
    void tokens_that_were_never_used_match_a_last_use_until_1970() {
        put("anna", "ops", "used", now().minusSeconds(1));
        put("anna", "ops", "unused", null);

        for (String to : List.of("0", "1970-01-01T00:00:00Z")) {
            TestResponse response =
                    call(list("fields=name&apiTokenSelector=owner(\"anna\")").query("to", to));
            assertThat(response.json().get("apiTokens")).hasSize(1);
            assertThat(response.json().at("/apiTokens/0/name").textValue()).isEqualTo("unused");
            assertThat(response.json().get("totalCount").intValue()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # query               | invalid parameter
        fields=-name,scopes   | fields
        from=yesterday        | from
        from=now&to=now-1m    | from
        from=now+1m           | from
        from=now&from=now     | from
        page=51               | page
        page=11&pageSize=1000 | page
        page=1&pageSize=1001  | page
        page=10001&pageSize=1 | page
        page=0&pageSize=1     | page
        page=-1&pageSize=1    | page
        page=x&pageSize=1     | page
        page=1.0&pageSize=1   | page
        page=2&pageSize=10000 | page
        """)
    void invalid_query_is_rejected(String query, String parameter) {
        assertInvalid(list(query), parameter + " QUERY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=1&pageSize=1",
                "page=1&pageSize=1000",
                "page=10&pageSize=1000",
                "page=10000&pageSize=1",
                "page=50&pageSize=200",
                "page=50"
            })
    void numbered_pages_reach_ten_thousand_tokens(String query) {
        assertThat(call(list(query)).status()).isEqualTo(200);
    }

    @Test
    void all_violations_are_reported_together() {
        TestResponse response = assertInvalid(
                list("pageSize=0&page=x&fields=x&sort=x&from=x&to=x&apiTokenSelector=enabled(true),x(1),y(2)&limit=1"),
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

    @Test
    void numbered_page_has_a_next_page_key() {
        IntStream.range(0, 9).forEach(i -> {
            stack.advance(Duration.ofMillis(1));
            stack.token().store();
        });
        List<String> expectedIds = ids(call(list()));

        TestResponse second = call(list("page=2&pageSize=4"));
        TestResponse third = nextPage(second);
        TestResponse pastTheEnd = call(list("page=9&pageSize=4"));

        assertThat(ids(second)).isEqualTo(expectedIds.subList(4, 8));
        assertThat(ids(third)).isEqualTo(expectedIds.subList(8, 10));
        assertThat(third.string("nextPageKey")).isNull();
        assertThat(ids(pastTheEnd)).isEmpty();
        assertThat(total(pastTheEnd)).isEqualTo(10);
        assertThat(pastTheEnd.string("nextPageKey")).isNull();
    }

    @Test
    void response_stops_with_a_page_key_before_the_limit_of_lambda() throws JsonProcessingException {
        String[] scopes = IntStream.range(0, 100)
                .mapToObj(i -> "x".repeat(61) + (char) ('A' + i / 10) + (char) ('A' + i % 10))
                .toArray(String[]::new);
        IntStream.range(0, 999)
                .forEach(i -> stack.token()
                        .description("晚".repeat(1000))
                        .scopes(scopes)
                        .store());
        TestEvent event = list("fields=description,scopes&pageSize=10000");

        TestResponse first = call(event);

        // The body is a JSON string in the result of the function.
        assertThat(new JsonMapper().writeValueAsBytes(first.body()).length).isBetween(5_400_000, 5_502_000);
        assertThat(idsByPageKey(event)).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(idsByPageKey(event.query("sort", "name"))).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void more_than_ten_thousand_tokens_allow_only_newest_first() {
        for (int i = 0; i < 10_003; i++) {
            stack.advance(Duration.ofMillis(1));
            put("jane", null, i % 5000 == 0 ? "rare" : "n" + i, null);
        }

        TestResponse all = call(list("pageSize=10"));
        assertThat(total(all)).isEqualTo(10_000);
        TestResponse rare = call(list("pageSize=2&apiTokenSelector=name(\"rare\")"));
        assertThat(total(rare)).isEqualTo(10_000);
        assertThat(ids(rare)).hasSize(2);
        List<String> pagedIds = idsByPageKey(list("pageSize=2&apiTokenSelector=name(\"rare\")"));
        assertThat(pagedIds).hasSize(3).doesNotHaveDuplicates();
        // No match is among the first ten thousand tokens: the page is empty and has a page key.
        TestResponse shortName = call(list("apiTokenSelector=name(\"admin\")"));
        assertThat(ids(shortName)).isEmpty();
        assertThat(remainingIds(shortName)).containsExactly(admin.id().value());
        assertInvalid(list("sort=name"), "sort QUERY");
        assertThat(assertInvalid(list("sort=name&apiTokenSelector=name(\"rare\")"), "sort QUERY")
                        .message())
                .isEqualTo("sort is limited to 10000 candidates; filter by owner or project");
        assertInvalid(list("sort=+creationDate"), "sort QUERY");
        assertInvalid(list("sort=name&apiTokenSelector=owner(\"jane\")"), "sort QUERY");
        assertThat(names(call(list("sort=name&apiTokenSelector=owner(\"admin\")"))))
                .containsExactly("admin");
    }

    @Test
    void stale_index_rows_show_no_deleted_or_changed_token() {
        Token deleted = stack.token().name("gone").store();
        Token renamed = stack.token().name("renamed").store();
        Token unchanged = stack.token().name("stays").store();
        stack.tokens().afterEachListing(() -> {
            if (stack.tokens().find(deleted.id()).isPresent()) {
                stack.tokens().delete(deleted, STAMP);
                stack.tokens().replaceConcurrently(renamed.withSettings(disabled(renamed.settings())));
            }
        });

        assertThat(ids(call(list("apiTokenSelector=enabled(true),owner(\"jane\")"))))
                .containsExactly(unchanged.id().value());
    }

    /** Stores two tokens of anna and one of bert, in addition to the administrator's own. */
    private Map<String, Token> threeTokens() {
        TokenBuilder a1 =
                advanceClock().token().owner("anna").name("a1").project("web-8").expiresIn(Duration.ofDays(3));
        TokenBuilder a2 = advanceClock()
                .token()
                .owner("anna")
                .name("a2")
                .project("ops")
                .personal()
                .disabled();
        TokenBuilder b1 =
                advanceClock().token().owner("bert").name("b1").project("web-8").scopes("AI");
        return Map.of("a1", a1.store(), "a2", a2.store(), "b1", b1.store());
    }

    private TestStack advanceClock() {
        stack.advance(Duration.ofMillis(1));
        return stack;
    }

    private TestEvent list() {
        return TestEvent.load("list").calledBy(admin);
    }

    /** Returns a request for a list with a query, in which a parameter may be repeated. */
    private TestEvent list(String query) {
        Map<String, List<String>> parameters = Stream.of(query.split("&"))
                .map(it -> it.split("=", 2))
                .collect(groupingBy(it -> it[0], mapping(it -> it[1], toList())));
        TestEvent event = list();
        parameters.forEach((name, values) -> event.query(name, values.toArray(String[]::new)));
        return event;
    }

    private TestResponse nextPage(TestResponse page) {
        return call(list().query("nextPageKey", page.string("nextPageKey")));
    }

    private Instant now() {
        return stack.clock().instant();
    }

    /** Stores a token without deriving a digest. The time of its last use may be null. */
    private void put(String owner, String project, String name, Instant usedAt) {
        stack.tokens()
                .insert(
                        new Token(
                                SampleTokens.newId(),
                                new TokenOrigin(owner, owner, project, false, now()),
                                SampleTokens.renamed(admin.settings(), name),
                                admin.secrets(),
                                usedAt == null ? null : new LastUse(usedAt, "192.0.2.1"),
                                1),
                        STAMP);
    }

    private static TokenSettings disabled(TokenSettings settings) {
        return new TokenSettings(settings.name(), null, false, settings.scopes(), null, null);
    }

    private void delete(List<Token> tokens, String id) {
        stack.tokens()
                .delete(
                        tokens.stream()
                                .filter(it -> it.id().value().equals(id))
                                .findFirst()
                                .orElseThrow(),
                        STAMP);
    }

    /** Returns all ids of a list, page by page. */
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
            page = nextPage(page);
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
