package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every route for users. */
interface UserContract extends StoreContract {

    @Test
    default void project_bound_token_has_no_access_to_users() {
        TestEvent request = request();
        Token projectBound = stack().token()
                .owner("admin")
                .project("webshop")
                .scopes("users.read", "users.write", "TenantTokenManagement")
                .store();
        List<User> before = stack().users().all();

        assertRejected(request.calledBy(projectBound), 403, "A token that is bound to a project cannot access users.");
        assertThat(stack().users().all()).isEqualTo(before);
    }

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

    @Test
    default void token_value_as_user_name_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().path("name", TestStack.OTHER_TOKEN), "name PATH");
    }
}
