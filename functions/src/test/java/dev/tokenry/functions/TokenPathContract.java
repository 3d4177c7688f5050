package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every route with a token id in its path. */
public interface TokenPathContract extends StoreContract {

    String UNKNOWN_ID = "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA";

    /** Returns a token that is not visible to the caller. */
    Token invisibleToken();

    @Test
    default void invisible_token_is_not_found_like_a_nonexistent_one() {
        TestResponse unknown = call(request().path("id", UNKNOWN_ID));

        assertError(unknown, 404, "Not found.");
        assertThat(call(request().path("id", invisibleToken().id().value()))).isEqualTo(unknown);
    }

    @Test
    default void deleted_token_is_not_found_like_a_nonexistent_one() {
        Token deleted = stack().token().store();
        stack().tokens().delete(deleted, STAMP);

        assertThat(call(request().path("id", deleted.id().value())))
                .isEqualTo(call(request().path("id", UNKNOWN_ID)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "",
                ".",
                "tk0c01",
                "tk0c01.",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEXA",
                "tk0c01.7tvolkggdxngk2wj5gz4naex",
                "TK0C01.7TVOLKGGDXNGK2WJ5GZ4NAEX",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.A",
                "tk0c01%252E7TVOLKGGDXNGK2WJ5GZ4NAEX",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX%",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE%5",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE%zz",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE%+8",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX%00",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX%0A",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX%2F",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX%FF",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX%C0%AE",
                "%",
                "pepper#1",
                "lookup"
            })
    default void malformed_id_is_not_found(String id) {
        assertRejected(request().path("id", id), 404, "Not found.");
    }

    @Test
    default void token_value_as_id_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().path("id", TestStack.OTHER_TOKEN), "id PATH");
    }

    @Test
    default void escaped_token_value_as_id_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().path("id", TestStack.OTHER_TOKEN.replace(".", "%2E")), "id PATH");
    }

    @Test
    default void id_is_percent_decoded() {
        String id = request().pathParameter("id").replace(".", "%2e");

        assertThat(call(request().path("id", id)).status()).isBetween(200, 204);
    }
}
