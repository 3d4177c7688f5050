package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every route promises that needs the store. */
public interface StoreContract extends EndpointContract {

    @Test
    default void a_store_that_is_away_is_neither_a_yes_nor_a_no() {
        TestEvent request = request();
        stack().tokens().goAway();

        assertAway(request);
    }

    /** To be tried again: 503, nothing is changed, one line in the log. */
    default void assertAway(TestEvent event) {
        List<Token> before = stack().tokens().all();

        TestAnswer answer = answer(event);

        assertError(answer, 503, "The service is not available for the moment. Try again.");
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
        assertThat(stack().tokens().all()).isEqualTo(before);
        assertThat(stack().log()).hasSize(1).first().asString().startsWith("unavailable: The test's ");
    }
}
