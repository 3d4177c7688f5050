package dev.tokenry.authorizer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoResponsesTest {

    @Test
    void an_item_that_does_not_exist_is_absent() throws IOException {
        assertThat(DynamoResponses.item("{}".getBytes(UTF_8))).isEmpty();
    }

    /** A user that is not known to be absent may be disabled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} ]",
                "{\"Item\":null}",
                "{\"Item\":[]}",
                "{\"__type\":\"InternalServerError\"}",
                "{\"message\":\"no\",\"__type\":null}",
            })
    void from_what_is_no_response_no_item_is_known_to_be_absent(String body) {
        assertThatIOException().isThrownBy(() -> DynamoResponses.item(body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"Responses\":null}", "{\"UnprocessedKeys\":{}}", "{\"__type\":\"InternalServerError\"}"
            })
    void from_a_response_without_items_none_is_known_to_be_absent(String body) {
        assertThatIOException().isThrownBy(() -> DynamoResponses.batch(body.getBytes(UTF_8)));
    }
}
