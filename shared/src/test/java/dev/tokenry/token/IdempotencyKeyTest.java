package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void a_key_is_bound_to_the_sha_256_of_its_body() {
        assertThat(IdempotencyKey.of("a-B_9", "abc"))
                .hasValue(new IdempotencyKey(
                        "a-B_9", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(IdempotencyKey.of("a", "ä")).isNotEqualTo(IdempotencyKey.of("a", "ae"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a.b", "a#b", "ä", "٣", "a\n", "a,b"})
    void other_characters_make_no_key(String text) {
        assertThat(IdempotencyKey.of(text, "{}")).isEmpty();
    }

    @Test
    void a_key_has_at_most_128_characters() {
        assertThat(IdempotencyKey.of("k".repeat(128), "{}")).isPresent();
        assertThat(IdempotencyKey.of("k".repeat(129), "{}")).isEmpty();
    }
}
