package dev.tokenry.exchange.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.TestKeys;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeySetWriterTest {

    private static final KeySet KEYS = TestKeys.keySet();

    @Test
    void key_set_is_read_as_it_was_written() {
        String text = KeySetWriter.write(KEYS);

        KeySet read = parse(text);
        assertThat(read).isEqualTo(KEYS);
        assertThat(read.keys()).hasSize(5);
        assertThat(KeySetWriter.write(read)).isEqualTo(text);
    }

    @Test
    void members_that_decide_nothing_are_left_out() {
        assertThat(TestKeys.keySetText()).contains("x5t#S256");
        assertThat(KeySetWriter.write(KEYS)).doesNotContain("x5t");
    }

    private static KeySet parse(String text) {
        return KeySetParser.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
