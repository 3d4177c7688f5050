package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnScopeTest {

    private static final OwnScope SCOPE = new OwnScope(new Scope("orders.read"), "Read orders");

    @Test
    void last_withdrawal_retires_a_scope_which_then_belongs_to_that_api() {
        OwnScope both = SCOPE.declaredBy("api1", "Read orders").declaredBy("api2", "Read orders");
        OwnScope second = both.withdrawnBy("api1");
        OwnScope retired = second.withdrawnBy("api2");

        assertThat(both.apis()).containsExactly("api1", "api2");
        assertThat(second.api()).isEqualTo("api2");
        assertThat(second.entry().deprecated()).isFalse();
        assertThat(retired.apis()).isEmpty();
        assertThat(retired.api()).isEqualTo("api2");
        assertThat(retired.entry().deprecated()).isTrue();
    }

    @Test
    void declaration_ends_the_retirement() {
        OwnScope again =
                SCOPE.declaredBy("api1", "Read orders").withdrawnBy("api1").declaredBy("api2", "Read all orders");

        assertThat(again.isRetired()).isFalse();
        assertThat(again.apis()).isEqualTo(List.of("api2"));
        assertThat(again.description()).isEqualTo("Read all orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders.read", "Orders:2-write_all", "a1.b2", "openpipeline.events_sdlc.custom"})
    void scope_names_are_words_with_single_separators(String name) {
        assertThat(new Scope(name).name()).isEqualTo(name);
        assertThat(Scope.parse(name)).contains(new Scope(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                ".a",
                "a.",
                "a..b",
                "a._b",
                "a b",
                "a/b",
                "a#b",
                "a,b",
                "a(b)",
                "\u00e9",
                "a\n",
                "a\u0000",
                "a1234567890123456789012345678901234567890123456789012345678901234"
            })
    void other_names_are_invalid(String name) {
        assertThat(Scope.parse(name)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope(name));
    }

    @Test
    void first_part_ends_at_the_first_separator() {
        assertThat(List.of("users", "users.read", "users_x", "users-x.y", "users:x"))
                .allSatisfy(name -> assertThat(new Scope(name).firstPart()).isEqualTo("users"));
    }
}
