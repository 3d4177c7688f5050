package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".a", "a b", "a\n", "a#b", "a/b", "\u00e4"})
    void invalid_name_is_rejected(String name) {
        assertThatThrownBy(() -> user(name, true, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valid_name_is_accepted() {
        assertThat(user("Anna.B@example.org", true, true).name().spelling()).isEqualTo("Anna.B@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  true",
        "true,  false, false",
        "false, true,  false",
        "false, false, false",
    })
    void only_an_enabled_user_manages_own_tokens(boolean enabled, boolean manageOwnTokens, boolean allowed) {
        assertThat(user("anna", enabled, manageOwnTokens).mayManageOwnTokens()).isEqualTo(allowed);
    }

    private static User user(String name, boolean enabled, boolean manageOwnTokens) {
        return new User(name, null, null, enabled, Scopes.NONE, manageOwnTokens, 1);
    }
}
