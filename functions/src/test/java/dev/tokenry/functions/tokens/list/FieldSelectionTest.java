package dev.tokenry.functions.tokens.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Limits;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {

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
                "+owner,-owner|id,name,enabled,creationDate",
                "name, scopes|id,name,scopes",
                "name , scopes |id,name,scopes",
                "name,  scopes|id,name,scopes",
                "+scopes, -owner|id,name,enabled,creationDate,scopes",
                "-owner, scopes|id,name,enabled,creationDate,scopes",
                "-owner , +scopes|id,name,enabled,creationDate,scopes",
                "+additionalMetadata|id,name,enabled,owner,creationDate,additionalMetadata",
                "name,additionalMetadata|id,name,additionalMetadata"
            })
    void signed_fields_change_the_default_and_unsigned_replace_it(String text, String expected)
            throws InvalidValueException {
        assertThat(FieldSelection.parse(text).encode()).isEqualTo(expected);
        assertThat(FieldSelection.parse(expected)).isEqualTo(FieldSelection.parse(text));
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
                "+",
                "-",
                "++name",
                "+ name",
                "name,+scopes",
                "+scopes,-owner,name",
                "-name,scopes",
                "*",
                "names"
            })
    void unknown_and_mixed_fields_are_rejected(String text) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> FieldSelection.parse(text));
    }

    @Test
    void every_token_field_can_be_selected() throws InvalidValueException {
        Token enabled = SampleTokens.full();
        Token token = enabled.withSettings(enabled.settings().withEnabled(false))
                .withLifecycle(TokenLifecycle.NEW.disabledAsUnused())
                .withRejectedUses(new RejectedUses(
                        new RejectedUse(SampleTokens.NOW, "192.0.2.1", "disabled"),
                        RetiredUse.next(null, SampleTokens.NOW, null)));
        Limits limits = new Limits(Duration.ofDays(1), null, true, null, true, null);
        List<String> fieldNames = List.copyOf(TokenJson.full(token, TokenStatus.ACTIVE, limits, SampleTokens.NOW)
                .keySet());

        assertThat(fieldNames).contains("disabledReason", "violatedLimits", "lastRefusedUse", "retiredSecretUse");

        FieldSelection fields = FieldSelection.parse(String.join(",", fieldNames));

        assertThat(fields.encode()).isEqualTo(String.join(",", fieldNames));
        assertThat(fields.select(token, TokenStatus.ACTIVE, limits, SampleTokens.NOW))
                .isEqualTo(TokenJson.full(token, TokenStatus.ACTIVE, limits, SampleTokens.NOW));
        assertThat(FieldSelection.parse("scopes,description,project")
                        .select(SampleTokens.bare(), TokenStatus.DISABLED, limits, SampleTokens.NOW))
                .containsOnlyKeys("id", "scopes");
    }
}
