package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void key_holds_the_sha_256_hash_of_the_payload() {
        assertThat(IdempotencyKey.parse("a-B_9", "abc"))
                .hasValue(new IdempotencyKey(
                        "a-B_9", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(IdempotencyKey.parse("a", "ä")).isNotEqualTo(IdempotencyKey.parse("a", "ae"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a.b", "a#b", "ä", "٣", "a\n", "a,b"})
    void keys_with_other_characters_are_rejected(String text) {
        assertThat(IdempotencyKey.parse(text, "{}")).isEmpty();
    }

    @Test
    void a_key_has_at_most_128_characters() {
        assertThat(IdempotencyKey.parse("k".repeat(128), "{}")).isPresent();
        assertThat(IdempotencyKey.parse("k".repeat(129), "{}")).isEmpty();
    }
}
