package dev.tokenry.exchange.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    repo:a@7/w@1:ref:refs/heads/*     | repo:a@7/w@1:ref:refs/heads/main       | true
                    repo:a@7/w@1:ref:refs/heads/*     | repo:a@7/w@1:ref:refs/heads/release/1  | false
                    repo:a@7/w@1:ref:refs/heads/**    | repo:a@7/w@1:ref:refs/heads/main       | true
                    repo:a@7/w@1:ref:refs/heads/**    | repo:a@7/w@1:ref:refs/heads/release/1  | true
                    repo:a@7/w@1:ref:refs/heads/**    | repo:a@7/w@1:ref:refs/heads/           | false
                    repo:a@7/w@1:ref:refs/heads/**    | repo:a@7/w@1:ref:refs/heads            | false
                    repo:acme/*                       | repo:acme/web                          | true
                    repo:acme/*                       | repo:acme/web:ref:refs/heads/main      | false
                    repo:acme/*                       | repo:acme/                             | false
                    repo:acme/**                      | repo:acme/web:ref:refs/heads/main      | true
                    refs/tags/v*                      | refs/tags/v1.2                         | true
                    refs/tags/v*                      | refs/heads/x/refs/tags/v1              | false
                    refs/tags/v*                      | refs/tags/v1/x                         | false
                    refs/heads/main*                  | refs/heads/main                        | false
                    refs/heads/main*                  | refs/heads/main2                       | true
                    refs/heads/main**                 | refs/heads/main                        | false
                    refs/heads/main**                 | refs/heads/main/x                      | true
                    refs/heads/*-rc                   | refs/heads/1-rc                        | true
                    refs/heads/*-rc                   | refs/heads/-rc                         | false
                    refs/heads/*-rc                   | refs/heads/1-rc2                       | false
                    refs/heads/a*a                    | refs/heads/aa                          | false
                    refs/heads/a*a                    | refs/heads/aaa                         | true
                    repo:acme/web*:ref:refs/heads/main| repo:acme/web-evil:ref:refs/heads/main | true
                    refs/*/x/*                        | refs/a/x/b                             | true
                    refs/*/x/*                        | refs/a/y/b                             | false
                    refs/heads/main                   | refs/heads/main                        | true
                    refs/heads/main                   | refs/heads/main2                       | false
                    refs/heads/main                   | refs:heads/main                        | false
                    refs/heads/main/                  | refs/heads/main                        | false
                    refs/heads/main                   | refs/heads/main/                       | false
                    Refs/heads/*                      | refs/heads/main                        | false
                    """)
    void pattern_matches_the_whole_value_or_not(String pattern, String value, boolean matches) {
        assertThat(LikePattern.parse(pattern).matches(value)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/main\n",
                "refs/heads/main\r",
                "refs/heads/\u0000",
                "refs/heads/ma in",
                "refs/heads/m\u00e4in",
                "refs/heads/main\u2028",
                "refs/heads/\ud83d\ude00",
                "refs/heads/\u007f"
            })
    void value_with_another_character_does_not_match(String value) {
        assertThat(LikePattern.parse("refs/heads/*").matches(value)).isFalse();
        assertThat(LikePattern.parse("refs/heads/**").matches(value)).isFalse();
    }

    @Test
    void value_is_limited() {
        LikePattern pattern = LikePattern.parse("refs/heads/**");
        String start = "refs/heads/";

        assertThat(pattern.matches(start + "x".repeat(1024 - start.length()))).isTrue();
        assertThat(pattern.matches(start + "x".repeat(1025 - start.length()))).isFalse();
        assertThat(pattern.matches("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "**",
                "*abcdef",
                "a*b*c",
                "45*",
                "abc*",
                "abc",
                "repo*a*",
                "refs/a*b*",
                "refs/**/x",
                "refs/***",
                "refs/x***",
                "refs/*/*/*/*",
                "refs/*/*/*/**",
                "refs/ *",
                "refs/\n*",
                "refs/\u00e4*",
                "refs/*\u0000",
                "^refs/heads/main",
                "refs/heads/main$",
                "refs/heads/[a-z]*",
                "refs/heads/(main|dev)",
                "refs/heads/v\\d",
                "refs/heads/mains?"
            })
    void invalid_pattern_is_rejected(String text) {
        assertThat(LikePattern.findViolation(text)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> LikePattern.parse(text));
    }

    @Test
    void pattern_is_limited() {
        assertThat(LikePattern.findViolation("a".repeat(255) + "*")).isEmpty();
        assertThat(LikePattern.findViolation("a".repeat(256) + "*")).isPresent();
    }

    @Test
    void wildcards_match_like_the_expression_that_defines_them() {
        Random random = new Random(1);
        int matching = 0;
        for (int i = 0; i < 200_000; i++) {
            String pattern = "abcd" + random(random, "ab*/:", 8);
            if (LikePattern.findViolation(pattern).isEmpty()) {
                String value =
                        random.nextInt(8) == 0 ? random(random, "ab/:@", 12) : "abcd" + random(random, "ab/:@", 8);
                boolean matches = LikePattern.parse(pattern).matches(value);
                matching += matches ? 1 : 0;

                assertThat(matches)
                        .as(pattern + " ~ " + value)
                        .isEqualTo(expression(pattern).matcher(value).matches());
            }
        }
        assertThat(matching).isGreaterThan(100);
    }

    @Test
    void no_wildcard_but_the_last_reaches_over_a_separator() {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            String pattern = "abcd" + random(random, "a*/:@", 8);
            String value = "abcd" + random(random, "a/:@", 10);
            if (LikePattern.findViolation(pattern).isEmpty()
                    && !pattern.endsWith("**")
                    && LikePattern.parse(pattern).matches(value)) {
                assertThat(separators(value)).as(pattern + " ~ " + value).isEqualTo(separators(pattern));
            }
        }
    }

    @Test
    void equal_patterns_are_equal() {
        assertThat(LikePattern.parse("refs/*"))
                .isEqualTo(LikePattern.parse("refs/*"))
                .hasSameHashCodeAs(LikePattern.parse("refs/*"))
                .isNotEqualTo(LikePattern.parse("refs/**"))
                .hasToString("refs/*");
    }

    private static Pattern expression(String pattern) {
        String rest = pattern.endsWith("**") ? "[!-~]+" : "";
        String parts = pattern.endsWith("**") ? pattern.substring(0, pattern.length() - 2) : pattern;
        return Pattern.compile(parts.chars()
                .mapToObj(c -> c == '*' ? "[!-~&&[^/:@]]+" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining("", "", rest)));
    }

    private static String random(Random random, String alphabet, int maxLength) {
        return random.ints(random.nextInt(maxLength + 1), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static String separators(String text) {
        return text.replaceAll("[^/:@]", "");
    }
}
