package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.RevokeTokens.Finding;
import dev.tokenry.functions.TestStack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GitHubReportParserTest {

    static Stream<Arguments> urls() {
        return Stream.of(
                Arguments.of("\"https://github.com/acme/shop\"", "https://github.com/acme/shop"),
                Arguments.of("\"" + "é".repeat(500) + "\"", "é".repeat(500)),
                Arguments.of("\"" + "é".repeat(501) + "\"", "é".repeat(500)),
                Arguments.of("\"" + "😀".repeat(501) + "\"", "😀".repeat(500)),
                Arguments.of("\"" + "x".repeat(490) + TestStack.OTHER_TOKEN + "\"", "GitHub"),
                Arguments.of("\"https://github.com/?q=" + TestStack.OTHER_TOKEN + "\"", "GitHub"),
                Arguments.of("\"a\\nb\"", "GitHub"),
                Arguments.of("\"a\\u202eb\"", "GitHub"),
                Arguments.of("\"\"", "GitHub"),
                Arguments.of("null", "GitHub"),
                Arguments.of("7", "GitHub"),
                Arguments.of("{}", "GitHub"));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void the_source_is_the_url_and_a_url_that_is_not_accepted_protects_no_token(String url, String source) {
        assertThat(parse("[{\"token\":\"x\",\"url\":" + url + "}]")).containsExactly(new Finding("x", source));
    }

    @Test
    void findings_keep_their_order_and_are_without_what_surrounds_a_token_value() {
        assertThat(parse("[{\"token\":\"Bearer 'a'\"},{\"token\":\"b\",\"url\":\"u\"},{\"token\":\"a\"}]"))
                .containsExactly(new Finding("a", "GitHub"), new Finding("b", "u"), new Finding("a", "GitHub"));
    }

    @Test
    void a_finding_does_not_print_the_token_value() {
        assertThat(new Finding("secret", "u")).hasToString("Finding[source=u]");
    }

    private static List<Finding> parse(String body) {
        return GitHubReportParser.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
