package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    private static final Scope A = new Scope("a");
    private static final Scope B = new Scope("b");
    private static final Scope C = new Scope("c");

    @Test
    void keep_their_order_and_each_scope_once() {
        assertThat(Scopes.of(C, A, C, B, A).inOrder()).containsExactly(C, A, B);
    }

    @Test
    void are_equal_when_they_are_the_same_in_the_same_order() {
        assertThat(Scopes.of(A, B, A)).isEqualTo(Scopes.of(A, B));
        assertThat(Scopes.of(B, A)).isNotEqualTo(Scopes.of(A, B));
    }

    @Test
    void do_not_change_with_the_list_they_were_made_from() {
        List<Scope> list = new ArrayList<>(List.of(A));
        Scopes scopes = new Scopes(list);
        list.add(Scope.MANAGE_ALL_TOKENS);

        assertThat(scopes.inOrder()).containsExactly(A);
        assertThatThrownBy(() -> scopes.inOrder().add(B)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void an_empty_set_holds_nothing() {
        assertThat(Scopes.NONE.isEmpty()).isTrue();
        assertThat(Scopes.NONE.has(A)).isFalse();
        assertThat(Scopes.NONE.hasAll(List.of(A))).isFalse();
    }

    @Test
    void hold_all_only_when_none_is_missing() {
        assertThat(Scopes.of(A, B).hasAll(List.of(B, A))).isTrue();
        assertThat(Scopes.of(A, B).hasAll(List.of(A, C))).isFalse();
    }

    @Test
    void are_read_as_they_were_written() {
        Scopes scopes = Scopes.of(C, Scope.WRITE_TOKENS, A);

        assertThat(scopes.asText()).isEqualTo("c apiTokens.write a");
        assertThat(Scopes.fromText(scopes.asText())).isEqualTo(scopes);
        assertThat(Scopes.fromText(Scopes.NONE.asText())).isEqualTo(Scopes.NONE);
    }

    @Test
    void are_joined_in_order_and_once() {
        assertThat(Scopes.of(C, A).and(Scopes.of(A, B))).isEqualTo(Scopes.of(C, A, B));
        assertThat(Scopes.NONE.and(Scopes.NONE)).isEqualTo(Scopes.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\tb", "a\nb", "\u00e4", "a:b", "*", "1a", "a b*"})
    void are_not_read_from_what_are_no_names(String text) {
        assertThatThrownBy(() -> Scopes.fromText(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", ".a", "a\n", "\u0430"})
    void a_scope_has_a_name_that_separates_from_others(String name) {
        assertThatThrownBy(() -> new Scope(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
