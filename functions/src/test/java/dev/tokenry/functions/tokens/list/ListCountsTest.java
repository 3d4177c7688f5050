package dev.tokenry.functions.tokens.list;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists count, how many rows of the index they read for it, and what they remember. */
class ListCountsTest {

    private static final String FILTERED = "&apiTokenSelector=name(\"token\")";

    private final TestStack stack = new TestStack();
    private final ListTokensHandler handler = new ListTokensHandler(stack.wiring());
    private final List<Token> tokens = new ArrayList<>();
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("admin")
            .name("admin token")
            .scopes("apiTokens.read", "TenantTokenManagement")
            .store();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # request          | total | rows read
        pageSize=200       | 11    | 11
        pageSize=11        | 11    | 11
        pageSize=4         | 11    | 11
        pageSize=4&page=3  | 11    | 11
        pageSize=4&page=9  | 11    | 11
        """)
    void every_row_is_read_once(String query, int total, int rows) {
        create(10);

        assertThat(totalOf(query)).isEqualTo(total);
        assertThat(stack.tokens().takeRows()).isEqualTo(rows);
    }

    @Test
    void numbered_pages_take_the_total_of_the_first_page() {
        create(1_100);

        assertThat(totalOf("pageSize=10")).isEqualTo(1_101);
        assertThat(stack.tokens().takeRows()).isEqualTo(1_101);
        assertThat(totalOf("pageSize=10&page=3")).isEqualTo(1_101);
        assertThat(stack.tokens().takeRows()).isEqualTo(31);
        assertThat(totalOf("pageSize=10" + FILTERED)).isEqualTo(1_101);
        assertThat(stack.tokens().takeRows()).isEqualTo(1_101);
        assertThat(totalOf("pageSize=10&page=3" + FILTERED)).isEqualTo(1_101);
        assertThat(stack.tokens().takeRows()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FILTERED})
    void a_total_is_taken_for_a_minute_and_by_no_first_page(String selector) {
        create(1_100);
        assertThat(totalOf("pageSize=10" + selector)).isEqualTo(1_101);
        delete(5);

        assertThat(totalOf("pageSize=10&page=2" + selector)).isEqualTo(1_101);
        assertThat(totalOf("pageSize=10&page=1" + selector)).isEqualTo(1_096);
        delete(5);
        stack.advance(Duration.ofSeconds(61));
        assertThat(totalOf("pageSize=10&page=2" + selector)).isEqualTo(1_091);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FILTERED})
    void a_page_that_reaches_the_last_token_counts_exactly(String selector) {
        create(1_100);
        assertThat(totalOf("pageSize=500" + selector)).isEqualTo(1_101);
        delete(5);

        assertThat(totalOf("pageSize=500&page=3" + selector)).isEqualTo(1_096);
        assertThat(totalOf("pageSize=500&page=9" + selector)).isEqualTo(1_096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FILTERED})
    void totals_up_to_a_thousand_are_always_exact(String selector) {
        create(999);
        assertThat(totalOf("pageSize=10" + selector)).isEqualTo(1_000);
        delete(5);

        assertThat(totalOf("pageSize=10&page=2" + selector)).isEqualTo(995);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FILTERED})
    void a_page_of_tokens_created_since_the_first_has_no_smaller_total(String selector) {
        create(1_100);
        assertThat(totalOf("pageSize=500" + selector)).isEqualTo(1_101);
        create(1_000);

        assertThat(totalOf("pageSize=500&page=4" + selector)).isGreaterThan(2_000);
    }

    @Test
    void callers_see_the_totals_of_their_own_tokens() {
        create(1_100);
        assertThat(totalOf("pageSize=10")).isEqualTo(1_101);
        Token reader = stack.token().owner("reader").scopes("apiTokens.read").store();

        TestResponse own = call(list("pageSize=1&page=2").calledBy(reader));

        assertThat(own.json().get("totalCount").intValue()).isOne();
    }

    @Test
    void an_order_is_rejected_without_reading_after_a_count_of_too_many() {
        create(10_000);
        assertThat(call(list("sort=name&pageSize=1" + FILTERED)).status()).isEqualTo(400);
        assertThat(stack.tokens().takeRows()).isEqualTo(10_001);

        assertThat(call(list("sort=name")).status()).isEqualTo(400);
        assertThat(stack.tokens().takeRows()).isZero();
        // Another list has another count.
        assertThat(call(list("sort=name&apiTokenSelector=owner(\"admin\")")).status())
                .isEqualTo(200);
        delete(1);
        stack.advance(Duration.ofSeconds(61));
        assertThat(totalOf("sort=name&pageSize=1")).isEqualTo(10_000);
    }

    @Test
    void a_first_page_tells_whether_tokens_can_be_sorted() {
        create(10_000);
        assertThat(totalOf("pageSize=10")).isEqualTo(10_000);
        stack.tokens().takeRows();

        assertThat(call(list("sort=name")).status()).isEqualTo(400);
        assertThat(stack.tokens().takeRows()).isZero();
        delete(1);
        assertThat(totalOf("pageSize=10")).isEqualTo(10_000);
        assertThat(totalOf("sort=name&pageSize=1")).isEqualTo(10_000);
    }

    private void create(int count) {
        for (int i = 0; i < count; i++) {
            stack.advance(Duration.ofMillis(1));
            tokens.add(stack.token().name("token").store());
        }
    }

    private void delete(int count) {
        for (int i = 0; i < count; i++) {
            stack.tokens().delete(tokens.removeFirst(), STAMP);
        }
    }

    private int totalOf(String query) {
        TestResponse response = call(list(query));
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return response.json().get("totalCount").intValue();
    }

    private TestEvent list(String query) {
        TestEvent event = TestEvent.load("list").calledBy(admin);
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            event.query(parts[0], parts[1]);
        }
        return event;
    }

    private TestResponse call(TestEvent event) {
        return stack.call(handler, event);
    }
}
