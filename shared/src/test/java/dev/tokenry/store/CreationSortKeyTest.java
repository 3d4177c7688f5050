package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenry.model.TokenId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreationSortKeyTest {

    private static final TokenId ID = new TokenId("tok", "A".repeat(24));

    @Test
    void encoded_key_can_be_parsed() {
        CreationSortKey key = new CreationSortKey(Instant.ofEpochMilli(1_700_000_000_000L), ID);

        assertThat(key.encode()).isEqualTo("1700000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(CreationSortKey.parse(key.encode())).contains(key);
    }

    @Test
    void keys_sort_by_time() {
        assertThat(new CreationSortKey(Instant.ofEpochMilli(9), ID))
                .isLessThan(new CreationSortKey(Instant.ofEpochMilli(1_700_000_000_000L), ID));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10_000_000_000_000L})
    void time_that_does_not_sort_is_rejected(long millis) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CreationSortKey(Instant.ofEpochMilli(millis), ID));
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
    void malformed_key_is_not_parsed(String text) {
        assertThat(CreationSortKey.parse(text)).isEmpty();
    }
}
