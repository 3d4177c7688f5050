package dev.tokenry.functions.list.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.store.TokenSummary;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final ScopeCatalogue SCOPES = ScopeCatalogue.builtIn();

    /** Of jane, made by Anna, in project webshop, expires in seven days. */
    private static final TokenSummary ROW = new TokenSummary(
            new TokenId("tk0c01", "ST2EY72KQINMH574WMNVI7YN"),
            new TokenOrigin("jane", "Anna", "webshop", false, NOW),
            "Straße \"7\" ~ Ödön",
            true,
            Scopes.of(new Scope("apiTokens.read"), new Scope("metrics.read")),
            Instant.parse("2026-03-25T10:37:42.518Z"),
            null);

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
    void what_is_true_of_a_token_selects_it(String text) throws RefusedSelector {
        assertThat(read(text).holds(ROW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner(\"Jane\")",
                "owner(\"\")",
                "owner(\"jan\")",
                "createdBy(\"anna\")",
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
    void what_is_not_true_of_a_token_leaves_it_out(String text) throws RefusedSelector {
        assertThat(read(text).holds(ROW)).isFalse();
    }

    @Test
    void a_token_that_never_expires_is_neither_expired_nor_will_be() throws RefusedSelector {
        TokenSummary unlimited = expiring(null);

        assertThat(read("expired(false)").holds(unlimited)).isTrue();
        assertThat(read("expiresWithin(\"999999y\")").holds(unlimited)).isFalse();
    }

    @Test
    void a_token_expires_at_its_very_moment() throws RefusedSelector {
        assertThat(read("expired(true)").holds(expiring(NOW))).isTrue();
        assertThat(read("expiresWithin(\"1d\")").holds(expiring(NOW))).isFalse();
        assertThat(read("expired(true)").holds(expiring(NOW.plusMillis(1)))).isFalse();
        assertThat(read("expiresWithin(\"1d\")").holds(expiring(NOW.plusMillis(1))))
                .isTrue();
    }

    @Test
    void a_token_without_a_project_is_in_none() throws RefusedSelector {
        TokenSummary unbound =
                new TokenSummary(ROW.id(), new TokenOrigin("jane", "Anna", null, true, NOW), "n", true, Scopes.NONE, null, null);

        assertThat(read("project(\"webshop\")").holds(unbound)).isFalse();
        assertThat(read("text(\"webshop\")").holds(unbound)).isFalse();
        assertThat(read("personalAccessToken(true)").holds(unbound)).isTrue();
    }

    @Test
    void a_scope_goes_by_its_aliases_too() throws RefusedSelector {
        for (ScopeCatalogue.Entry entry : SCOPES.entries()) {
            TokenSummary row = new TokenSummary(ROW.id(), ROW.origin(), "n", true, Scopes.of(entry.scope()), null, null);
            for (String alias : entry.aliases()) {
                assertThat(read("scope(\"" + alias + "\")").holds(row)).isTrue();
            }
        }
    }

    @Test
    void a_selector_says_to_which_owners_and_project_it_narrows() throws RefusedSelector {
        Selector both = read("owner(\"a\",\"b\"),project(\"p\")");

        assertThat(both.owners()).contains(List.of("a", "b"));
        assertThat(both.project()).contains("p");
        assertThat(both.onlyNarrows()).isTrue();
        assertThat(read("enabled(true),owner(\"a\")").onlyNarrows()).isFalse();
        assertThat(read("enabled(true)").owners()).isEmpty();
        assertThat(Selector.ALL.onlyNarrows()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''                                 | 1  | a criterion is expected",
                "'   '                              | 4  | a criterion is expected",
                "','                                | 1  | a criterion is expected",
                "'enabled(true),'                   | 15 | a criterion is expected",
                "'enabled(true), '                  | 16 | a criterion is expected",
                "'enabled(true),,expired(true)'     | 15 | a criterion is expected",
                "'(true)'                           | 1  | a criterion is expected",
                "'foo(true)'                        | 1  | an unknown criterion",
                "'Owner(\"x\")'                     | 1  | an unknown criterion",
                "'enabled(true),foo'                | 15 | an unknown criterion",
                "'enabled(true),enabled(true)'      | 15 | a criterion that was given before",
                "'owner(\"a\") , owner(\"b\")'      | 14 | a criterion that was given before",
                "'enabled'                          | 8  | an opening parenthesis",
                "'enabled (true)'                   | 8  | an opening parenthesis",
                "'enabled(true'                     | 13 | a closing parenthesis",
                "'enabled(true '                    | 13 | a closing parenthesis",
                "'enabled(true))'                   | 14 | a comma or the end",
                "'enabled(true) expired(true)'      | 15 | a comma or the end",
                "'enabled(true);'                   | 14 | a comma or the end",
                "'enabled()'                        | 9  | true or false",
                "'enabled(\"true\")'                | 9  | true or false",
                "'enabled(True)'                    | 9  | true or false",
                "'enabled(1)'                       | 9  | true or false",
                "'owner()'                          | 7  | a quote",
                "'owner(x)'                         | 7  | a quote",
                "'owner( \"x\")'                    | 7  | a quote",
                "'owner(\"x\" )'                    | 10 | a closing parenthesis",
                "'owner(\"x\",)'                    | 11 | a quote",
                "'owner(\"x\" \"y\")'               | 10 | a closing parenthesis",
                "'owner(\"x)'                       | 7  | the quote that opens here",
                "'owner(\"x\",\"y)'                 | 11 | the quote that opens here",
                "'owner(\"'                         | 7  | the quote that opens here",
                "'owner(\"x~\")'                    | 7  | the quote that opens here",
                "'owner(\"x~y\")'                   | 9  | a tilde is written",
                "'owner(\"x~'                       | 9  | a tilde is written",
                "'project(\"x\",\"y\")'             | 12 | a closing parenthesis",
                "'name(\"x\",\"y\")'                | 9  | a closing parenthesis",
                "'text(\"x\",\"y\")'                | 9  | a closing parenthesis",
                "'expiresWithin(7d)'                | 15 | a quote",
                "'expiresWithin(\"\")'              | 15 | a period",
                "'expiresWithin(\"7\")'             | 15 | a period",
                "'expiresWithin(\"d\")'             | 15 | a period",
                "'expiresWithin(\"7D\")'            | 15 | a period",
                "'expiresWithin(\"7s\")'            | 15 | a period",
                "'expiresWithin(\"+7d\")'           | 15 | a period",
                "'expiresWithin(\"-7d\")'           | 15 | a period",
                "'expiresWithin(\"7 d\")'           | 15 | a period",
                "'expiresWithin(\"7d/d\")'          | 15 | a period",
                "'expiresWithin(\"1234567d\")'      | 15 | a period",
                "'expiresWithin(\"٧d\")'            | 15 | a period"
            })
    void what_is_no_selector_is_refused_where_it_goes_wrong(String text, int position, String what) {
        assertThatExceptionOfType(RefusedSelector.class)
                .isThrownBy(() -> read(text))
                .withMessageStartingWith("position " + position + ": " + what);
    }

    @Test
    void nonsense_is_read_or_refused_and_nothing_else() throws RefusedSelector {
        Random random = new Random(20261122);
        List<String> pieces = List.of(
                "owner",
                "scope",
                "name",
                "text",
                "enabled",
                "expired",
                "expiresWithin",
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
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = IntStream.range(0, random.nextInt(1, 9))
                    .mapToObj(it -> pieces.get(random.nextInt(pieces.size())))
                    .collect(Collectors.joining());
            try {
                read += read(text).holds(ROW) ? 1 : 0;
            } catch (RefusedSelector e) {
                int position = Integer.parseInt(e.getMessage().replaceAll("position ([0-9]+): .*", "$1"));
                assertThat(position).isBetween(1, text.length() + 1);
            }
        }
        assertThat(read).isPositive();
    }

    private static TokenSummary expiring(Instant at) {
        return new TokenSummary(ROW.id(), ROW.origin(), "n", true, Scopes.NONE, at, null);
    }

    private static Selector read(String text) throws RefusedSelector {
        return Selector.read(text, SCOPES, NOW);
    }
}
