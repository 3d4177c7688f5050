package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contract of every route that uses the store. */
public interface StoreContract extends EndpointContract {

    @Test
    default void unavailable_store_is_a_503() {
        TestEvent request = request();
        stack().tokens().makeUnavailable();

        assertUnavailable(request);
    }

    /** Asserts a 503 response with {@code Retry-After} and one log line. */
    default void assertUnavailable(TestEvent event) {
        List<Token> before = stack().tokens().all();

        TestResponse response = call(event);

        assertError(response, 503, "The service is temporarily unavailable. Retry later.");
        assertThat(response.headers()).containsEntry("Retry-After", "2");
        assertThat(stack().tokens().all()).isEqualTo(before);
        assertThat(stack().logLines()).hasSize(1).first().asString().startsWith("unavailable: The test ");
    }
}
