package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every route with the name of a user in its path. */
interface UserNameContract extends UserContract {

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "jane%", "jane%4", "jane%zz", "jane%2F", "jane%2Fx", "jane%00", "jane%0A", "%FF", "%C0%AE"})
    default void name_that_is_not_correctly_encoded_is_not_found(String name) {
        assertRejected(request().path("name", name), 404, "Not found.");
    }

    @Test
    default void name_is_percent_decoded_once() {
        String name = request().pathParameter("name");
        String encoded = "%%%02x%s".formatted((int) name.charAt(0), name.substring(1));

        assertThat(call(request().path("name", encoded.replace("%", "%25"))).status())
                .isIn(400, 404);
        assertThat(call(request().path("name", encoded)).status()).isBetween(200, 204);
    }
}
