package dev.tokenry.functions.users;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListUsersHandlerTest implements UserContract {

    private final TestStack stack = new TestStack();
    private final ListUsersHandler handler = new ListUsersHandler(stack.wiring());
    private final Token reader = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("users.read")
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
        return TestEvent.load("users-list").calledBy(reader);
    }

    private TestEvent all() {
        return request().set("queryStringParameters", null).set("multiValueQueryStringParameters", null);
    }

    @Test
    void users_are_listed_by_name_without_counts() {
        stack.users().insert(new User("mary", null, "Major", false, Scopes.parse("AI"), false, 3), STAMP);
        stack.users().insert(new User("John", "J.", null, true, Scopes.NONE, true, 3), STAMP);

        assertThat(call(all()).body())
                .isEqualTo("{\"pageSize\":200,\"nextPageKey\":null,\"users\":["
                        + "{\"name\":\"John\",\"firstName\":\"J.\",\"enabled\":true,\"scopes\":[],"
                        + "\"manageOwnTokens\":true},"
                        + "{\"name\":\"mary\",\"lastName\":\"Major\",\"enabled\":false,\"scopes\":[\"AI\"],"
                        + "\"manageOwnTokens\":false}]}");
    }

    @Test
    void damaged_user_is_listed_by_its_name_and_blocks_no_other() {
        stack.users().insert(new User("anna", null, null, true, Scopes.NONE, true, 1), STAMP);
        stack.users().insert(new User("john", "J.", null, true, Scopes.NONE, true, 1), STAMP);
        stack.users().damage("john");

        assertThat(call(all()).json().get("users").toString())
                .isEqualTo("[{\"name\":\"anna\",\"enabled\":true,\"scopes\":[],\"manageOwnTokens\":true},"
                        + "{\"name\":\"john\",\"damaged\":true}]");
        assertThat(names(call(all().query("text", "oh")))).containsExactly("john");
        assertThat(names(call(all().query("text", "J.")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jo, joe John mary",
        "JOH, John",
        "hn, John",
        "ÅSA, mary",
        "åsa, mary",
        "major, mary",
        "'a m', ''",
        "unknown, ''",
        "., mail"
    })
    void text_search_ignores_case_in_every_name(String text, String found) {
        stack.users().insert(new User("mary", "Åsa", "Major", true, Scopes.NONE, true, 1), STAMP);
        stack.users().insert(new User("mail", "M.", null, true, Scopes.NONE, true, 1), STAMP);
        stack.users().put("John");
        stack.users().put("joe");

        assertThat(String.join(" ", names(call(all().query("text", text))))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"'', 25", "u1, 11", "unknown, 0"})
    void pages_have_no_gaps_or_duplicates(String text, int total) {
        for (int i = 1; i <= 25; i++) {
            stack.users().put("u" + i);
        }
        for (int size : new int[] {1, 2, 5, 11, 24, 25, 26, 10_000}) {
            List<String> seen = new ArrayList<>();
            TestResponse response = call(all().query("text", text).query("pageSize", Integer.toString(size)));
            seen.addAll(names(response));
            while (response.string("nextPageKey") != null) {
                response = call(all().query("nextPageKey", response.string("nextPageKey")));
                assertThat(response.json().get("pageSize").intValue()).isEqualTo(size);
                assertThat(names(response)).hasSizeLessThanOrEqualTo(size);
                seen.addAll(names(response));
            }
            assertThat(seen).as("pages of " + size).hasSize(total).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void response_stops_with_a_page_key_before_the_limit_of_lambda() {
        Scopes scopes = new Scopes(IntStream.range(10, 110)
                .mapToObj(i -> new Scope("x".repeat(60) + i))
                .toList());
        for (int i = 0; i < 1_000; i++) {
            stack.users().insert(new User("u%04d".formatted(i), null, null, true, scopes, true, 1), STAMP);
        }

        TestResponse first = call(all().query("pageSize", "10000"));
        TestResponse second = call(all().query("nextPageKey", first.string("nextPageKey")));

        assertThat(first.body().length()).isBetween(5_200_000, 5_500_000);
        List<String> listed = new ArrayList<>(names(first));
        listed.addAll(names(second));
        assertThat(listed).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void search_scans_a_limited_number_and_returns_a_page_key() {
        for (int i = 0; i < 10_500; i++) {
            stack.users().put("user%05d".formatted(i));
        }
        stack.users().put("zoe");

        TestResponse first = call(all().query("text", "zoe"));
        assertThat(names(first)).isEmpty();
        TestResponse second = call(all().query("nextPageKey", first.string("nextPageKey")));
        assertThat(names(second)).containsExactly("zoe");
        assertThat(second.string("nextPageKey")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "1.5", "x", " ", "٣"})
    void page_size_is_respected(String size) {
        assertInvalid(all().query("pageSize", size), "pageSize QUERY");
    }

    @Test
    void empty_parameters_equal_absent_ones() {
        TestEvent empty = all().query("text", "").query("pageSize", "").query("nextPageKey", "", "");

        assertThat(call(empty)).isEqualTo(call(all()));
    }

    @Test
    void all_violations_are_reported_together() {
        assertInvalid(
                all().query("text", "x".repeat(101)).query("pageSize", "0").query("sort", "name"),
                "text QUERY",
                "pageSize QUERY",
                "sort QUERY");
        assertInvalid(all().query("text", "x").query("nextPageKey", "x"), "nextPageKey QUERY");
    }

    @Test
    void page_key_of_another_token_or_forged_is_rejected() {
        TokenId own = reader.id();
        TokenId other = TokenId.parse(TestStack.OTHER_TOKEN.substring(0, 31)).orElseThrow();
        for (String key : List.of(
                pageKey(other, "10", "john", "john", ""),
                PageKeyCodec.encode("tokens", own, List.of("10", "john", "john", "")),
                pageKey(own),
                pageKey(own, "10", "john", "john"),
                pageKey(own, "10", "john", "john", "", ""),
                pageKey(own, "0", "john", "john", ""),
                pageKey(own, "010", "john", "john", ""),
                pageKey(own, "10001", "john", "john", ""),
                pageKey(own, "x", "john", "john", ""),
                pageKey(own, "10", "john", "-john", ""),
                pageKey(own, "10", "", "john", ""),
                pageKey(own, "10", "x".repeat(1025), "john", ""),
                pageKey(own, "10", "john", "a".repeat(65), ""),
                pageKey(own, "10", "john", "john", "x".repeat(101)),
                pageKey(own, "10", "john", "john", "") + "=",
                // As an earlier version encoded it.
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("1 " + own + " 10 john ").getBytes(StandardCharsets.UTF_8)))) {
            TestResponse response = assertInvalid(all().query("nextPageKey", key), "nextPageKey QUERY");
            assertThat(response.violationReasons()).containsExactly("nextPageKey page-key");
        }
        assertThat(call(all().query("nextPageKey", pageKey(own, "10", "john", "john", "")))
                        .status())
                .isEqualTo(200);
        assertInvalid(all().query("nextPageKey", "*"), "nextPageKey QUERY");
    }

    private static String pageKey(TokenId principal, String... fields) {
        return PageKeyCodec.encode("users", principal, List.of(fields));
    }

    private static List<String> names(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return response.json()
                .get("users")
                .valueStream()
                .map(user -> user.get("name").textValue())
                .toList();
    }
}
