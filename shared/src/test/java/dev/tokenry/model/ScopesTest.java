package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    private static final Scope A = new Scope("a");
    private static final Scope B = new Scope("b");
    private static final Scope C = new Scope("c");

    @Test
    void scopes_keep_their_order_without_duplicates() {
        assertThat(Scopes.of(C, A, C, B, A).values()).containsExactly(C, A, B);
    }

    @Test
    void scopes_are_equal_if_values_and_order_are_equal() {
        assertThat(Scopes.of(A, B, A)).isEqualTo(Scopes.of(A, B));
        assertThat(Scopes.of(B, A)).isNotEqualTo(Scopes.of(A, B));
    }

    @Test
    void scopes_are_copied_from_the_given_list() {
        List<Scope> list = new ArrayList<>(List.of(A));
        Scopes scopes = new Scopes(list);
        list.add(Scope.MANAGE_ALL_TOKENS);

        assertThat(scopes.values()).containsExactly(A);
        assertThatThrownBy(() -> scopes.values().add(B)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aliases_are_copied_from_the_given_map() {
        Map<Scope, String> map = new LinkedHashMap<>();
        Scopes scopes = new Scopes(List.of(A), map);
        map.put(A, "alias");

        assertThat(scopes.aliases()).isEmpty();
        assertThatThrownBy(() -> scopes.aliases().put(A, "alias")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void empty_scopes_contain_nothing() {
        assertThat(Scopes.NONE.values()).isEmpty();
        assertThat(Scopes.NONE.contains(A)).isFalse();
        assertThat(Scopes.NONE.containsAll(List.of(A))).isFalse();
    }

    @Test
    void contains_all_requires_every_scope() {
        assertThat(Scopes.of(A, B).containsAll(List.of(B, A))).isTrue();
        assertThat(Scopes.of(A, B).containsAll(List.of(A, C))).isFalse();
    }

    @Test
    void parsing_restores_formatted_scopes() {
        Scopes scopes = Scopes.of(C, Scope.WRITE_TOKENS, A);

        assertThat(scopes.format()).isEqualTo("c apiTokens.write a");
        assertThat(Scopes.parse(scopes.format())).isEqualTo(scopes);
        assertThat(Scopes.parse(Scopes.NONE.format())).isEqualTo(Scopes.NONE);
    }

    @Test
    void union_keeps_order_without_duplicates() {
        assertThat(Scopes.of(C, A).union(Scopes.of(A, B))).isEqualTo(Scopes.of(C, A, B));
        assertThat(Scopes.NONE.union(Scopes.NONE)).isEqualTo(Scopes.NONE);
    }

    @Test
    void same_scopes_in_another_order_are_the_same() {
        assertThat(Scopes.of(A, B).sameAs(Scopes.of(B, A))).isTrue();
        assertThat(Scopes.NONE.sameAs(Scopes.NONE)).isTrue();
        assertThat(Scopes.of(A, B).sameAs(Scopes.of(A))).isFalse();
        assertThat(Scopes.of(A).sameAs(Scopes.of(A, B))).isFalse();
        assertThat(Scopes.of(A).sameAs(Scopes.of(B))).isFalse();
    }

    @Test
    void alias_is_remembered_and_has_no_effect() {
        Map<Scope, String> requested = new LinkedHashMap<>();
        requested.put(B, "b");
        requested.put(A, "alias");
        Scopes scopes = Scopes.ofRequest(requested);

        assertThat(scopes.values()).containsExactly(B, A);
        assertThat(scopes.names()).containsExactly("b", "a");
        assertThat(scopes.requestedNames()).containsExactly("b", "alias");
        assertThat(scopes.contains(A)).isTrue();
        assertThat(scopes.sameAs(Scopes.of(A, B))).isTrue();
        assertThat(scopes).isNotEqualTo(Scopes.of(B, A));
        assertThat(scopes.intersect(Scopes.of(A)).requestedNames()).containsExactly("alias");
        assertThat(scopes.minus(Scopes.of(A))).isEqualTo(Scopes.of(B));
        assertThat(scopes.format()).isEqualTo("b a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\tb", "a\nb", "\u00e4", "a:", "*", "1a", "a b*"})
    void parsing_invalid_names_fails(String text) {
        assertThatThrownBy(() -> Scopes.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", ".a", "a\n", "\u0430"})
    void invalid_scope_names_are_rejected(String name) {
        assertThatThrownBy(() -> new Scope(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
