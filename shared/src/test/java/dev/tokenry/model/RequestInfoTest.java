package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestInfoTest {

    @Test
    void user_agent_is_cut() {
        assertThat(userAgent("x".repeat(1000))).hasSize(128).startsWith("xxx");
        assertThat(userAgent("curl/8.14.1")).isEqualTo("curl/8.14.1");
    }

    @Test
    void token_value_is_not_recorded() {
        assertThat(userAgent("x".repeat(100) + TokenFormatTest.KNOWN_TOKEN_VALUE))
                .isNull();
    }

    private static String userAgent(String header) {
        return new RequestInfo(null, null, header).shortUserAgent();
    }
}
