package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenry.model.TokenId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedKeyTest {

    private static final TokenId ID = new TokenId("tok", "A".repeat(24));

    @Test
    void what_is_written_is_read_again() {
        CreatedKey key = new CreatedKey(Instant.ofEpochMilli(1_700_000_000_000L), ID);

        assertThat(key.asText()).isEqualTo("1700000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(CreatedKey.parse(key.asText())).contains(key);
    }

    @Test
    void the_text_sorts_by_time() {
        assertThat(new CreatedKey(Instant.ofEpochMilli(9), ID))
                .isLessThan(new CreatedKey(Instant.ofEpochMilli(1_700_000_000_000L), ID));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10_000_000_000_000L})
    void a_time_that_does_not_sort_is_refused(long millis) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CreatedKey(Instant.ofEpochMilli(millis), ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "1700000000000#",
                "1700000000000#tok",
                "170000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "-170000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "١٧٠٠٠٠٠٠٠٠٠٠٠#tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "1700000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void what_was_never_written_is_not_read(String text) {
        assertThat(CreatedKey.parse(text)).isEmpty();
    }
}
