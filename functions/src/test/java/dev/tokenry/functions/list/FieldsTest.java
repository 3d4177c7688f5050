package dev.tokenry.functions.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.model.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "name|id,name",
                "id|id",
                "scopes,name,name|id,name,scopes",
                "+scopes|id,name,enabled,owner,creationDate,scopes",
                " scopes|id,name,enabled,owner,creationDate,scopes",
                "+scopes,-owner|id,name,enabled,creationDate,scopes",
                " scopes, project,-name|id,enabled,owner,project,creationDate,scopes",
                "-id|id,name,enabled,owner,creationDate",
                "-name,-enabled,-owner,-creationDate|id",
                "+owner,-owner|id,name,enabled,creationDate"
            })
    void signed_ones_change_the_default_and_unsigned_ones_replace_it(String text, String expected) throws Refusal {
        assertThat(Fields.read(text).asText()).isEqualTo(expected);
        assertThat(Fields.read(expected)).isEqualTo(Fields.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "name,",
                ",name",
                "Name",
                "token",
                "secret",
                "digest",
                "name;id",
                "name ",
                "+",
                "-",
                "++name",
                "+ name",
                "name,+scopes",
                "name, scopes",
                "-name,scopes",
                "*",
                "names"
            })
    void others_and_mixed_ones_are_refused(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Fields.read(text));
    }

    @Test
    void every_field_of_a_token_can_be_asked_for() throws Refusal {
        Token full = SampleTokens.full();
        List<String> all =
                List.copyOf(TokenJson.full(full, SampleTokens.NOW).keySet());

        Fields fields = Fields.read(String.join(",", all));

        assertThat(fields.asText()).isEqualTo(String.join(",", all));
        assertThat(fields.of(full, SampleTokens.NOW)).isEqualTo(TokenJson.full(full, SampleTokens.NOW));
        assertThat(Fields.read("scopes,description,project").of(SampleTokens.bare(), SampleTokens.NOW))
                .containsOnlyKeys("id", "scopes");
    }
}
