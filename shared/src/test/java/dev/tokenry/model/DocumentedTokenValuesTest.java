package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/secret-scanning.md} with {@link TokenFormat}. */
class DocumentedTokenValuesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\S+)` \\| (valid|wrong)");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^```regex\\n(.+)\\n```$");

    private final String document = read();

    @Test
    void token_values_with_a_valid_checksum_are_parsed_and_the_others_are_rejected() {
        Map<String, String> checksums =
                ROW.matcher(document).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(checksums.values()).contains("valid", "wrong");
        assertThat(checksums)
                .allSatisfy((tokenValue, checksum) ->
                        assertThat(isAccepted(tokenValue)).as(tokenValue).isEqualTo(checksum.equals("valid")));
    }

    @Test
    void the_expressions_find_a_token_value_in_a_text_and_no_part_of_one() {
        String tokenValue = TokenFormatTest.KNOWN_TOKEN_VALUE;

        assertThat(EXPRESSION.matcher(document).results().map(MatchResult::group))
                .hasSize(2);
        EXPRESSION
                .matcher(document)
                .results()
                .map(found -> Pattern.compile(found.group(1)))
                .forEach(expression -> {
                    assertThat(expression.matcher("x" + tokenValue + "x").find())
                            .isTrue();
                    TokenFormatTest.textsWithoutTokenValue()
                            .forEach(text -> assertThat(expression.matcher(text).find())
                                    .as(text)
                                    .isFalse());
                });
    }

    private static boolean isAccepted(String tokenValue) {
        String prefix = tokenValue.substring(0, tokenValue.indexOf('.'));
        return TokenFormat.parse(prefix, prefix, new SecureRandom())
                .parse(tokenValue)
                .isPresent();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "secret-scanning.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
