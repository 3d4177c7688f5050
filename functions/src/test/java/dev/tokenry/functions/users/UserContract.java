package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every route to users promises. */
interface UserContract extends StoreContract {

    @Test
    default void a_caller_that_is_bound_to_a_project_has_no_access_to_users() {
        TestEvent request = request();
        Token bound = stack().token()
                .owner("admin")
                .project("webshop")
                .scopes("users.read", "users.write", "TenantTokenManagement")
                .store();
        List<User> before = stack().users().all();

        assertRejected(request.calledBy(bound), 403, "A token that is bound to a project has no access to users.");
        assertThat(stack().users().all()).isEqualTo(before);
    }

    @Test
    default void a_whole_token_for_a_name_is_refused_and_not_echoed() {
        assertTokenValueRejected(request().path("name", TestStack.OTHER_TOKEN), "name PATH");
    }
}
