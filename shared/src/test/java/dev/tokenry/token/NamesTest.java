package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "0", "anna", "Anna.B_c-9@example.org"})
    void owners_are_named_like_people_and_addresses(String name) {
        assertThat(Names.isOwner(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".a", "_a", "@a", "a b", "a\n", "a#b", "a/b", "a%41", "\u00e4", "\u0430nna"})
    void nothing_else_is_an_owner(String name) {
        assertThat(Names.isOwner(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "web-shop_2"})
    void projects_are_named_in_lower_case(String name) {
        assertThat(Names.isProject(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "_a", "a.b", "a b", "a\n", "a/b", "..", "a%2f", "\u0661"})
    void nothing_else_is_a_project(String name) {
        assertThat(Names.isProject(name)).isFalse();
    }

    @Test
    void names_end_at_their_longest() {
        assertThat(Names.isOwner("a".repeat(64))).isTrue();
        assertThat(Names.isOwner("a".repeat(65))).isFalse();
        assertThat(Names.isProject("a".repeat(63))).isTrue();
        assertThat(Names.isProject("a".repeat(64))).isFalse();
    }
}
