package dev.tokenry.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class DynamoPrimingTest {

    @Test
    void priming_needs_no_service_and_no_random_value() {
        assertThatNoException().isThrownBy(DynamoPriming::prime);
    }
}
