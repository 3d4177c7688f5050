package dev.tokenry.functions.tokens.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSelectorTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final ScopeCatalogue SCOPES = ScopeCatalogue.builtIn();
    private static final Limits LIMITS = new Limits(Duration.ofDays(90), null, false, null, true, null);

    /** Of jane, made by Anna, in project webshop, expires in seven days. */
    private static final TokenSummary SUMMARY = new TokenSummary(
            new TokenId("tk0c01", "ST2EY72KQINMH574WMNVI7YN"),
            new TokenOrigin("jane", "Anna", "webshop", false, NOW),
            "Straße \"7\" ~ Ödön",
            true,
            Scopes.of(new Scope("apiTokens.read"), new Scope("metrics.read")),
            Instant.parse("2026-03-25T10:37:42.518Z"),
            null);

    @ParameterizedTest
    @CsvSource({
        // the selector; whether it matches a token that the trust ci-web gave, and one that comes from no exchange;
        // whether
        // it lists tokens from exchanges
        "'exchanged(true)', true, false, true",
        "'exchanged(false)', false, true, false",
        "'trust(\"ci-web\")', true, false, true",
        "'trust(\"ci-other\")', false, false, true",
        "'trust(\"ci-web\"),exchanged(true)', true, false, true",
        "'trust(\"ci-web\"),exchanged(false)', false, false, false",
        "'enabled(true)', true, true, false",
    })
    void tokens_from_exchanges_are_selected_by_their_trust(
            String selector, boolean matchesExchanged, boolean matchesOther, boolean lists)
            throws InvalidValueException {
        TokenSummary exchanged = TokenSummary.of(SampleTokens.exchanged("jane", "webshop", NOW));

        TokenSelector parsed = parse(selector);
        assertThat(parsed.matches(exchanged)).isEqualTo(matchesExchanged);
        assertThat(parsed.matches(SUMMARY)).isEqualTo(matchesOther);
        assertThat(parsed.selectsExchanged()).isEqualTo(lists);
    }

    @Test
    void a_damaged_row_has_no_other_status() throws InvalidValueException {
        TokenSummary damaged = new TokenSummary(
                SUMMARY.id(),
                SUMMARY.origin(),
                "",
                false,
                Scopes.NONE,
                null,
                false,
                false,
                null,
                true,
                SUMMARY.position());

        assertThat(parse("status(\"damaged\")").matches(damaged)).isTrue();
        assertThat(parse("status(\"disabled\",\"active\",\"expired\")").matches(damaged))
                .isFalse();
    }

    @Test
    void a_leaked_token_has_no_other_status() throws InvalidValueException {
        TokenSummary leaked = new TokenSummary(
                SUMMARY.id(),
                SUMMARY.origin(),
                "",
                false,
                Scopes.NONE,
                NOW,
                false,
                true,
                null,
                false,
                SUMMARY.position());

        assertThat(parse("status(\"leaked\")").matches(leaked)).isTrue();
        assertThat(parse("status(\"disabled\",\"active\",\"expired\",\"damaged\")")
                        .matches(leaked))
                .isFalse();
        assertThat(parse("status(\"leaked\")").matches(SUMMARY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner(\"jane\")",
                "owner(\"anna\",\"jane\")",
                "owner(\"anna\" , \"jane\")",
                "createdBy(\"Anna\")",
                "createdBy(\"jane\",  \"Anna\")",
                "personalAccessToken(false)",
                "scope(\"metrics.read\")",
                "scope(\"nope\",\"apiTokens.read\")",
                "owner(\"JANE\")",
                "createdBy(\"anna\")",
                "project(\"webshop\")",
                "enabled(true)",
                "expired(false)",
                "expiresWithin(\"7d\")",
                "expiresWithin(\"1w\")",
                "expiresWithin(\"000168h\")",
                "expiresWithin(\"10080m\")",
                "expiresWithin(\"1M\")",
                "expiresWithin(\"1y\")",
                "expiresWithin(\"999999y\")",
                "name(\"\")",
                "name(\"STRASSE\")",
                "name(\"sse\")",
                "name(\"ödön\")",
                "name(\"~\"7~\" ~~ ö\")",
                "text(\"straße\")",
                "text(\"qinmh574\")",
                "text(\"TK0C01.\")",
                "text(\"JAN\")",
                "text(\"anna\")",
                "text(\"shop\")",
                "owner(\"jane\"),enabled(true)",
                "  owner(\"jane\")  ,  enabled(true) ,scope(\"metrics.read\")  "
            })
    void true_criteria_match(String text) throws InvalidValueException {
        assertThat(parse(text).matches(SUMMARY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner(\"\")",
                "owner(\"jan\")",
                "createdBy(\"ann\")",
                "personalAccessToken(true)",
                "scope(\"metrics\")",
                "scope(\"Metrics.read\")",
                "project(\"web\")",
                "enabled(false)",
                "expired(true)",
                "expiresWithin(\"0d\")",
                "expiresWithin(\"6d\")",
                "expiresWithin(\"10079m\")",
                "name(\"jane\")",
                "name(\"~~~~\")",
                "text(\"metrics\")",
                "owner(\"jane\"),enabled(false)"
            })
    void false_criteria_do_not_match(String text) throws InvalidValueException {
        assertThat(parse(text).matches(SUMMARY)).isFalse();
    }

    @Test
    void token_without_expiry_is_neither_expired_nor_expiring() throws InvalidValueException {
        TokenSummary unlimited = expiring(null);

        assertThat(parse("expired(false)").matches(unlimited)).isTrue();
        assertThat(parse("expiresWithin(\"999999y\")").matches(unlimited)).isFalse();
    }

    /** The limits are a lifetime of 90 days and a list of addresses. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                "2026-03-18T10:37:42.517Z, false, false",
                "2026-03-18T10:37:42.519Z, false, true",
                "2026-03-18T10:37:42.519Z, true, false",
                "2026-06-16T10:37:42.518Z, true, false",
                "2026-06-16T10:37:42.519Z, true, true",
                "never, true, true",
                "never, false, true"
            })
    void a_token_violates_the_policy_if_it_could_not_be_created_now(
            Instant expiresAt, boolean restricted, boolean violates) throws InvalidValueException {
        TokenSummary row = new TokenSummary(
                SUMMARY.id(),
                SUMMARY.origin(),
                "ci",
                true,
                Scopes.NONE,
                expiresAt,
                restricted,
                false,
                null,
                false,
                SUMMARY.position());

        assertThat(parse("violatesPolicy(true)").matches(row)).isEqualTo(violates);
        assertThat(parse("violatesPolicy(false)").matches(row)).isEqualTo(!violates);
    }

    @Test
    void a_damaged_row_does_not_tell_that_it_violates_the_policy() throws InvalidValueException {
        TokenSummary damaged = new TokenSummary(
                SUMMARY.id(),
                SUMMARY.origin(),
                "",
                false,
                Scopes.NONE,
                null,
                false,
                false,
                null,
                true,
                SUMMARY.position());

        assertThat(parse("violatesPolicy(true)").matches(damaged)).isFalse();
    }

    @Test
    void token_is_expired_at_its_expiration_date() throws InvalidValueException {
        assertThat(parse("expired(true)").matches(expiring(NOW))).isTrue();
        assertThat(parse("expiresWithin(\"1d\")").matches(expiring(NOW))).isFalse();
        assertThat(parse("expired(true)").matches(expiring(NOW.plusMillis(1)))).isFalse();
        assertThat(parse("expiresWithin(\"1d\")").matches(expiring(NOW.plusMillis(1))))
                .isTrue();
    }

    @Test
    void token_without_a_project_matches_no_project() throws InvalidValueException {
        TokenSummary unbound = new TokenSummary(
                SUMMARY.id(), new TokenOrigin("jane", "Anna", null, true, NOW), "n", true, Scopes.NONE, null, null);

        assertThat(parse("project(\"webshop\")").matches(unbound)).isFalse();
        assertThat(parse("text(\"webshop\")").matches(unbound)).isFalse();
        assertThat(parse("personalAccessToken(true)").matches(unbound)).isTrue();
    }

    @Test
    void scope_aliases_match() throws InvalidValueException {
        for (ScopeCatalogue.Entry entry : SCOPES.entries()) {
            TokenSummary summary =
                    new TokenSummary(SUMMARY.id(), SUMMARY.origin(), "n", true, Scopes.of(entry.scope()), null, null);
            for (String alias : entry.aliases()) {
                assertThat(parse("scope(\"" + alias + "\")").matches(summary)).isTrue();
            }
        }
    }

    @Test
    void selector_exposes_its_owners_and_project() throws InvalidValueException {
        TokenSelector both = parse("owner(\"a\",\"b\"),project(\"p\")");

        assertThat(both.owners()).contains(List.of(OwnerName.of("a"), OwnerName.of("b")));
        assertThat(both.project()).contains("p");
        assertThat(both.isOwnerOrProjectOnly()).isTrue();
        assertThat(parse("enabled(true),owner(\"a\")").isOwnerOrProjectOnly()).isFalse();
        assertThat(parse("enabled(true)").owners()).isEmpty();
        assertThat(TokenSelector.ALL.isOwnerOrProjectOnly()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''                                 | 1  | expected a criterion",
                "'   '                              | 4  | expected a criterion",
                "','                                | 1  | expected a criterion",
                "'enabled(true),'                   | 15 | expected a criterion",
                "'enabled(true), '                  | 16 | expected a criterion",
                "'enabled(true),,expired(true)'     | 15 | expected a criterion",
                "'(true)'                           | 1  | expected a criterion",
                "'foo(true)'                        | 1  | unknown criterion",
                "'status(\"Active\")'               | 8  | unknown status",
                "'Owner(\"x\")'                     | 1  | unknown criterion",
                "'enabled(true),foo'                | 15 | unknown criterion",
                "'enabled(true),enabled(true)'      | 15 | duplicate criterion",
                "'owner(\"a\") , owner(\"b\")'      | 14 | duplicate criterion",
                "'enabled'                          | 8  | expected an opening parenthesis",
                "'enabled (true)'                   | 8  | expected an opening parenthesis",
                "'enabled(true'                     | 13 | expected a closing parenthesis",
                "'enabled(true '                    | 13 | expected a closing parenthesis",
                "'enabled(true))'                   | 14 | expected a comma or the end",
                "'enabled(true) expired(true)'      | 15 | expected a comma or the end",
                "'enabled(true);'                   | 14 | expected a comma or the end",
                "'enabled()'                        | 9  | expected true or false",
                "'enabled(\"true\")'                | 9  | expected true or false",
                "'enabled(True)'                    | 9  | expected true or false",
                "'enabled(1)'                       | 9  | expected true or false",
                "'owner()'                          | 7  | expected a quote",
                "'owner(x)'                         | 7  | expected a quote",
                "'owner( \"x\")'                    | 7  | expected a quote",
                "'owner(\"x\" )'                    | 10 | expected a closing parenthesis",
                "'owner(\"x\",)'                    | 11 | expected a quote",
                "'owner(\"x\" \"y\")'               | 10 | expected a closing parenthesis",
                "'owner(\"x)'                       | 7  | this quote is not closed",
                "'owner(\"x\",\"y)'                 | 11 | this quote is not closed",
                "'owner(\"'                         | 7  | this quote is not closed",
                "'owner(\"x~\")'                    | 7  | this quote is not closed",
                "'owner(\"x~y\")'                   | 9  | a tilde must be written",
                "'owner(\"x~'                       | 9  | a tilde must be written",
                "'project(\"x\",\"y\")'             | 12 | expected a closing parenthesis",
                "'name(\"x\",\"y\")'                | 9  | expected a closing parenthesis",
                "'text(\"x\",\"y\")'                | 9  | expected a closing parenthesis",
                "'expiresWithin(7d)'                | 15 | expected a quote",
                "'expiresWithin(\"\")'              | 15 | expected a period",
                "'expiresWithin(\"7\")'             | 15 | expected a period",
                "'expiresWithin(\"d\")'             | 15 | expected a period",
                "'expiresWithin(\"7D\")'            | 15 | expected a period",
                "'expiresWithin(\"7s\")'            | 15 | expected a period",
                "'expiresWithin(\"+7d\")'           | 15 | expected a period",
                "'expiresWithin(\"-7d\")'           | 15 | expected a period",
                "'expiresWithin(\"7 d\")'           | 15 | expected a period",
                "'expiresWithin(\"7d/d\")'          | 15 | expected a period",
                "'expiresWithin(\"1234567d\")'      | 15 | expected a period",
                "'expiresWithin(\"٧d\")'            | 15 | expected a period",
                "'unusedScopes(90d)'                | 14 | expected a quote",
                "'unusedScopes(\"\")'               | 14 | expected a period",
                "'unusedScopes(\"90\")'             | 14 | expected a period",
                "'unusedScopes(\"48h\")'            | 14 | expected a period",
                "'unusedScopes(\"9999m\")'          | 14 | expected a period",
                "'unusedScopes(\"0d\")'             | 14 | expected a period of 1 to 3650 days",
                "'unusedScopes(\"3651d\")'          | 14 | expected a period of 1 to 3650 days",
                "'unusedScopes(\"10y\")'            | 14 | expected a period of 1 to 3650 days",
                "'unusedScopes(\"999999y\")'        | 14 | expected a period of 1 to 3650 days",
                "'unusedScopes(\"90d\",\"1d\")'     | 19 | expected a closing parenthesis"
            })
    void invalid_selector_is_rejected_with_the_position(String text, int position, String message) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> parse(text))
                .withMessageStartingWith("position " + position + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"1d, 1", "90d, 90", "0090d, 90", "2w, 14", "3650d, 3650"})
    void period_of_unused_scopes_ends_now(String period, int days) throws InvalidValueException {
        assertThat(parse("unusedScopes(\"" + period + "\")").criteria())
                .containsExactly(new Criterion.UnusedScopes(NOW.minus(Duration.ofDays(days))));
    }

    @Test
    void random_input_is_parsed_or_rejected() throws InvalidValueException {
        Random random = new Random(20261122);
        List<String> pieces = List.of(
                "owner",
                "scope",
                "name",
                "text",
                "enabled",
                "expired",
                "expiresWithin",
                "unusedScopes",
                "project",
                "(",
                ")",
                "\"",
                ",",
                " ",
                "~",
                "true",
                "false",
                "7d",
                "999999y",
                "x",
                "ß",
                "\ud800",
                "\0",
                "😀",
                "(\"a\")",
                "(true)",
                "\n");
        int parsed = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = IntStream.range(0, random.nextInt(1, 9))
                    .mapToObj(it -> pieces.get(random.nextInt(pieces.size())))
                    .collect(Collectors.joining());
            try {
                parsed += parse(text).matches(SUMMARY) ? 1 : 0;
            } catch (InvalidValueException e) {
                int position = Integer.parseInt(e.getMessage().replaceAll("position ([0-9]+): .*", "$1"));
                assertThat(position).isBetween(1, text.length() + 1);
            }
        }
        assertThat(parsed).isPositive();
    }

    private static TokenSummary expiring(Instant expiresAt) {
        return new TokenSummary(SUMMARY.id(), SUMMARY.origin(), "n", true, Scopes.NONE, expiresAt, null);
    }

    private static TokenSelector parse(String text) throws InvalidValueException {
        return TokenSelector.parse(text, SCOPES, LIMITS, NOW);
    }
}
