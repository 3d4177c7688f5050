package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamPolicyTest {

    private static final String ARN = "arn:aws:execute-api:eu-central-1:000000000000:local/api/GET/v2/apiTokens/a";

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "arn:aws:execute-api:*:*:local/api/GET/v2/*, true",
        "arn:aws:execute-api:eu-central-1:000000000000:local/*/GET/v2/apiTokens/?, true",
        "arn:aws:execute-api:eu-central-1:000000000000:local/api/POST/*, false",
        "arn:aws:execute-api:eu-central-1:000000000000:local/api/get/*, false",
        "arn:aws:execute-api:eu-central-1:000000000000:local/api/GET/v2/apiTokens/??, false",
        "arn.aws:*, false",
    })
    void wildcards_match_like_iam(String resource, boolean allowed) {
        assertThat(policy(statement("Allow", resource)).allows(ARN)).isEqualTo(allowed);
    }

    @Test
    void an_explicit_deny_wins_in_any_order() {
        String allow = statement("Allow", "*");
        String deny = statement("Deny", ARN);

        assertThat(policy(allow + "," + deny).allows(ARN)).isFalse();
        assertThat(policy(deny + "," + allow).allows(ARN)).isFalse();
        assertThat(policy(deny + "," + allow).allows(ARN + "b")).isTrue();
    }

    @Test
    void no_matching_statement_means_deny() {
        assertThat(policy("").allows(ARN)).isFalse();
        assertThat(policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}")
                        .allows(ARN))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"Statement\":\"Allow\"}",
                "{\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotResource\":\"*\"}]}",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{}}]}"
            })
    void an_unsupported_document_is_not_a_policy(String document) throws Exception {
        assertThat(IamPolicy.of(new JsonMapper().readTree(document))).isNull();
    }

    private static String statement(String effect, String resource) {
        return "{\"Effect\":\"%s\",\"Action\":[\"execute-api:Invoke\"],\"Resource\":[\"%s\"]}"
                .formatted(effect, resource);
    }

    private static IamPolicy policy(String statements) {
        try {
            return IamPolicy.of(new JsonMapper().readTree("{\"Statement\":[" + statements + "]}"));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
