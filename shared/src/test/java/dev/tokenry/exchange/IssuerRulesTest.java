package dev.tokenry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ViolationReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerRulesTest {

    private static final String ISSUER = "https://login.example.com/realm";

    @ParameterizedTest
    @CsvSource(textBlock = """
        GITHUB,     https://token.actions.githubusercontent.com,                                     true
        GITHUB,     https://token.actions.githubusercontent.com/,                                    false
        GITHUB,     https://github.example.com/_services/token,                                      false
        GOOGLE,     https://accounts.google.com,                                                     true
        GOOGLE,     accounts.google.com,                                                             false
        GITLAB,     https://gitlab.com,                                                              true
        GITLAB,     https://gitlab.example.com,                                                      true
        GITLAB,     https://gitlab.com/acme,                                                         false
        GITLAB,     https://accounts.google.com,                                                     false
        AWS,        https://3f1c0a52-7a0e-4b57-9d3e-0123456789ab.tokens.sts.global.api.aws,          true
        AWS,        https://3f1c0a52-7a0e-4b57-9d3e-0123456789ab.tokens.sts.global.api.aws.evil.com, false
        AWS,        https://acme.tokens.sts.global.api.aws,                                          false
        AWS,        https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a,                   false
        KUBERNETES, https://kubernetes.default.svc.cluster.local,                                    true
        KUBERNETES, https://gitlab.com,                                                              false
        CUSTOM,     https://gitlab.com,                                                              false
        CUSTOM,     https://GitLab.com/,                                                             false
        CUSTOM,     https://gitlab.com./,                                                            false
        CUSTOM,     https://gitlab.com:443/x,                                                        false
        CUSTOM,     https://u@gitlab.com,                                                            false
        CUSTOM,     https://token.actions.githubusercontent.com,                                     false
        CUSTOM,     https://3f1c0a52-7a0e-4b57-9d3e-0123456789ab.tokens.sts.global.api.aws,          false
        CUSTOM,     https://github.example.com/_services/token,                                      true
        CUSTOM,     https://gitlab.com.example.com,                                                  true
        PEOPLE,     https://login.example.com,                                                       true
        PEOPLE,     https://accounts.google.com,                                                     false
        """)
    void issuer_fits_its_kind(IssuerKind kind, String issuer, boolean fits) {
        assertThat(IssuerRules.findViolations(kind, issuer).isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://login.example.com/a b", "https://login.example.com/\u00e4", "https://x\n"})
    void issuer_is_printable(String issuer) {
        assertThat(IssuerRules.findViolations(IssuerKind.CUSTOM, issuer)).isNotEmpty();
    }

    @Test
    void issuer_is_limited() {
        assertThat(IssuerRules.findViolations(IssuerKind.CUSTOM, "https://" + "x".repeat(504)))
                .isEmpty();
        assertThat(IssuerRules.findViolations(IssuerKind.CUSTOM, "https://" + "x".repeat(505)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://tokenry.example/e/prod    |
        tokenry-prod                      |
        12345678                          |
        1234567                           | PATTERN
        pypi                              | PATTERN
        a b c d e f                       | PATTERN
        sts.amazonaws.com                 | FOREIGN_AUDIENCE
        STS.amazonaws.com                 | FOREIGN_AUDIENCE
        sigstore                          | FOREIGN_AUDIENCE
        api://AzureADTokenExchange        | FOREIGN_AUDIENCE
        https://github.com/acme           | FOREIGN_AUDIENCE
        https://GitHub.com                | FOREIGN_AUDIENCE
        https://api.github.com            | FOREIGN_AUDIENCE
        github.com/acme                   | FOREIGN_AUDIENCE
        https://login.example.com/realm   | FOREIGN_AUDIENCE
        https://login.example.com/realm/  | FOREIGN_AUDIENCE
        https://mygithub.com/acme         |
        """)
    void audience_is_of_tokenry_alone(String audience, @Nullable ViolationReason reason) {
        assertThat(IssuerRules.findAudienceViolations(ISSUER, List.of(audience)))
                .extracting(ConstraintViolation::reason)
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void violations_name_the_audience() {
        assertThat(IssuerRules.findAudienceViolations(ISSUER, List.of("tokenry-prod", "sigstore", "tokenry-prod")))
                .extracting(violation -> violation.path() + " " + violation.reason())
                .containsExactly("audiences[1] FOREIGN_AUDIENCE", "audiences[2] DUPLICATE");
    }

    @Test
    void audience_is_limited() {
        assertThat(IssuerRules.findAudienceViolations(ISSUER, List.of("x".repeat(256))))
                .isEmpty();
        assertThat(IssuerRules.findAudienceViolations(ISSUER, List.of("x".repeat(257))))
                .hasSize(1);
    }
}
