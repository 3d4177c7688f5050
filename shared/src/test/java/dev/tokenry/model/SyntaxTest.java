package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.authorization.rule.RouteRule;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.store.CreationSortKey;
import dev.tokenry.text.MutatedText;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the authorizer parses without regular expressions, compared with the regular expressions that specify it. */
class SyntaxTest {

    private static final String PUBLIC_PART = "." + "ABCDEFGH234567ABCDEFGH23";
    private static final String IPV4_PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String INVALID_RULE_SYNTAX = "must have the form";

    /**
     * A syntax.
     *
     * @param alphabet the characters of mutated examples
     */
    record Syntax(String name, String regex, Predicate<String> parser, String alphabet, List<String> examples) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Syntax> syntaxes() {
        return Stream.of(
                new Syntax(
                        "prefix of tokens",
                        "[a-z0-9]{2,12}",
                        text -> TokenId.parse(text + PUBLIC_PART).isPresent(),
                        "a0zA_-\u00e4 ",
                        List.of("tk0c01", "ab", "abcdefghijkl", "abcdefghijklm", "a", "")),
                new Syntax(
                        "name of a scope",
                        "(?=.{1,64}$)" + Scope.PATTERN,
                        text -> Scope.parse(text).isPresent(),
                        "aZ0._:-/ \u00e4\n",
                        List.of("apiTokens.read", "a", "a:b-c_d", "a".repeat(64), "a".repeat(65), "a..b", "a.", "")),
                new Syntax(
                        "name of an owner",
                        OwnerName.PATTERN,
                        text -> OwnerName.parse(text).isPresent(),
                        "aZ0._@+-/ \u00e4\n",
                        List.of("anna@example.org", "a", "0-x", "a".repeat(64), "a".repeat(65), ".a", "")),
                new Syntax(
                        "IPv4 address",
                        IPV4_PART + "(?:\\." + IPV4_PART + "){3}",
                        IpAddresses::isAddress,
                        "0125.9 ax",
                        List.of("192.0.2.1", "255.255.255.255", "0.0.0.0", "256.1.1.1", "01.1.1.1", "1.1.1", "")),
                new Syntax(
                        "sort key",
                        "[0-9]{13}#" + "[a-z0-9]{2,12}\\.[A-Z2-7]{24}",
                        text -> CreationSortKey.parse(text).isPresent(),
                        "01#a.A\u0661-",
                        List.of("1767225600000#tk0c01" + PUBLIC_PART, "0000000000000#ab" + PUBLIC_PART)),
                new Syntax(
                        "ARN of a key",
                        "arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+",
                        SyntaxTest::isKeyArn,
                        "a-Z0:/ \u0661",
                        List.of(
                                "arn:aws:kms:eu-central-1:123456789012:key/one-Two-3",
                                "arn:aws-cn:kms:x:000000000000:key/a")),
                new Syntax(
                        "form of a rule",
                        "(\\S+) (/\\S*|\\$default) (public|authenticated|(?:anyOf|allOf)\\([^()]*\\))"
                                + "(?: project \\{([A-Za-z0-9._-]+)})?",
                        text -> !failure(text).contains(INVALID_RULE_SYNTAX),
                        "aG/{} (),\t$-.",
                        List.of(
                                "GET /orders anyOf(orders.read)",
                                "ANY /a/{id} allOf(a, b) project {id}",
                                "GET $default public",
                                "POST / authenticated",
                                "GET /x/{p} authenticated project {p}",
                                "GET /x anyOf(a project {b})")),
                new Syntax(
                        "part of a resource",
                        "[A-Za-z0-9._~:@!&'(),;=+-]+|\\{([A-Za-z0-9._-]+)(\\+?)}",
                        text -> failure("GET /a/" + text + " public").isEmpty(),
                        "aZ0{}+.~:@!*?$%",
                        List.of("orders", "{id}", "{proxy+}", "a{b}", "{}", "{+}", "{a+b}", "+")));
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void parsers_accept_what_the_regular_expression_matches(Syntax syntax) {
        Pattern pattern = Pattern.compile(syntax.regex());
        List<String> texts =
                MutatedText.of(syntax.alphabet(), syntax.examples()).distinct().toList();
        assertThat(texts)
                .allSatisfy(text -> assertThat(syntax.parser().test(text))
                        .isEqualTo(pattern.matcher(text).matches()));
        assertThat(texts).anyMatch(syntax.parser()).anyMatch(syntax.parser().negate());
    }

    private static boolean isKeyArn(String arn) {
        try {
            return !new PepperKeys(Map.of(1, arn), 1).versions().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns why a rule is not accepted, or an empty text if it is. Rules are parsed without the white space around
     * them.
     */
    private static String failure(String rule) {
        try {
            return rule.equals(rule.strip()) && RouteRule.parse(rule, ScopeCatalogue.EMPTY) != null
                    ? ""
                    : INVALID_RULE_SYNTAX;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
