package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.text.MutatedText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What events contain, parsed without regular expressions, compared with the regular expressions that specify it. */
class SyntaxTest {

    private static final Pattern HEADER = Pattern.compile("(?i:Api-Token|Bearer) +([^ ,]+)");

    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z-]+:execute-api:[a-z0-9-]*:[0-9]*:([A-Za-z0-9]+)/([^/]+)/([A-Z]+|\\$default)(?:/(.*))?");

    @Test
    void authorization_headers_are_parsed_as_by_the_regular_expression() {
        List<String> examples = List.of("Api-Token tk0c01.A.B", "bearer  x", "BEARER a,b", "Basic x", "Api-Token", "");
        assertThat(MutatedText.of(" ,aBk-.\t\u212a", examples).distinct()).allSatisfy(value -> {
            Matcher matcher = HEADER.matcher(value);
            assertThat(AuthorizationHeader.token(List.of(value)))
                    .isEqualTo(matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty());
        });
    }

    @Test
    void arns_are_parsed_as_by_the_regular_expression() {
        List<String> examples = List.of(
                "arn:aws:execute-api:eu-central-1:123456789012:a1b2/api/GET/v2/apiTokens",
                "arn:aws-cn:execute-api:::a/s/POST",
                "arn:aws:execute-api:r:1:a/$default/$default/",
                "arn:aws:execute-api:r:1:a/s/GET/a:b//c\n");
        assertThat(MutatedText.of("aA1:/-$ \n\u2028", examples).distinct()).allSatisfy(text -> {
            Matcher matcher = ARN.matcher(text);
            assertThat(parse(text))
                    .isEqualTo(
                            matcher.matches()
                                    ? Optional.of(new ExecuteApiArn(
                                            text,
                                            matcher.group(1),
                                            matcher.group(2),
                                            matcher.group(3),
                                            "/" + (matcher.group(4) == null ? "" : matcher.group(4))))
                                    : Optional.empty());
        });
    }

    private static Optional<ExecuteApiArn> parse(String text) {
        try {
            return Optional.of(ExecuteApiArn.parse(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
