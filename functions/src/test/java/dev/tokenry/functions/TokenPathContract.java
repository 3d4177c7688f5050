package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every route promises that has a token's id in its path. */
public interface TokenPathContract extends StoreContract {

    String UNKNOWN = "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA";

    /** A token that the request's caller may not see. */
    Token foreign();

    @Test
    default void what_the_caller_may_not_see_is_as_unknown_as_what_never_was() {
        TestAnswer unknown = answer(request().path("id", UNKNOWN));

        assertError(unknown, 404, "There is nothing here.");
        assertThat(answer(request().path("id", foreign().id().value()))).isEqualTo(unknown);
    }

    @Test
    default void a_deleted_token_is_as_unknown_as_what_never_was() {
        Token gone = stack().token().kept();
        stack().tokens().delete(gone);

        assertThat(answer(request().path("id", gone.id().value())))
                .isEqualTo(answer(request().path("id", UNKNOWN)));
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
                "tk0c01%2E7TVOLKGGDXNGK2WJ5GZ4NAEX",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE%58",
                "%",
                "pepper#1",
                "lookup"
            })
    default void what_is_no_id_is_unknown(String id) {
        assertRefused(request().path("id", id), 404, "There is nothing here.");
    }

    @Test
    default void a_whole_token_for_an_id_is_refused_and_not_echoed() {
        assertTokenRefused(request().path("id", TestStack.OTHER), "id PATH");
    }

    @Test
    default void a_whole_token_for_an_id_is_not_echoed_behind_escapes_either() {
        TestAnswer answer = answer(request().path("id", TestStack.OTHER.replace(".", "%2E")));

        assertError(answer, 404, "There is nothing here.");
        assertNowhere(TestStack.OTHER, answer);
    }
}
