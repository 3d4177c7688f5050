package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Limits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleTokenTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # maximum | default | expiration | addresses | what the body has besides name and scopes
                  |         | false      | false     | ''
        90        |         | false      | false     | ,"expirationDate":"now+30d"
        7         |         | false      | false     | ,"expirationDate":"now+7d"
                  |         | true       | false     | ,"expirationDate":"now+30d"
        90        | 60      | true       | false     | ''
        7         |         | true       | true      | ,"expirationDate":"now+7d","allowedIps":["127.0.0.1","::1"]
        """)
    void the_body_is_within_the_limits(
            String max, String fallback, String expiration, String addresses, String fields) {
        Limits limits = Limits.parse(
                "maxTokenLifetime=%s defaultTokenLifetime=%s requireExpiration=%s maxTokensPerOwner= requireAllowedIps=%s autoDisableUnusedAfter="
                        .formatted(max == null ? "" : max, fallback == null ? "" : fallback, expiration, addresses));

        assertThat(ExampleToken.json(limits))
                .isEqualTo("{\"name\":\"first\",\"scopes\":[\"apiTokens.read\"]" + fields + "}");
    }
}
