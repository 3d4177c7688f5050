package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    default void token_value_as_user_name_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().path("name", TestStack.OTHER_TOKEN), "name PATH");
    }
}
