package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustUpdateTest {

    private static final String REPOSITORY = "{\"claim\":\"repository_id\",\"equals\":\"456789\"}";
    private static final String BRANCH = "{\"claim\":\"ref\",\"equals\":\"refs/heads/main\"}";
    private static final String EVENT = "{\"anyOf\":[\"push\",\"pull_request_target\"],\"claim\":\"event_name\"}";
    private static final String ONE_EVENT = "{\"claim\":\"event_name\",\"equals\":\"push\"}";

    @Test
    void new_trust_strengthens() {
        assertThat(new TrustUpdate(Optional.empty(), trust(REPOSITORY)).strengthens())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "the same conditions        | " + REPOSITORY + "," + BRANCH + " | " + REPOSITORY + "," + BRANCH
                        + " | false",
                "another order              | " + REPOSITORY + "," + BRANCH + " | " + BRANCH + "," + REPOSITORY
                        + " | false",
                "a further condition        | " + REPOSITORY + " | " + REPOSITORY + "," + BRANCH + " | false",
                "a condition less           | " + REPOSITORY + "," + BRANCH + " | " + REPOSITORY + " | true",
                // Without one on the event, jobs of pull requests are rejected.
                "a first one on the event   | " + REPOSITORY + " | " + REPOSITORY + "," + EVENT + " | true",
                "a further one on the event | " + REPOSITORY + "," + EVENT + " | " + REPOSITORY + "," + EVENT + ","
                        + ONE_EVENT + " | false"
            })
    void conditions_that_accept_more_strengthen(String name, String before, String after, boolean strengthens) {
        assertThat(new TrustUpdate(Optional.of(trust(before)), trust(after)).strengthens())
                .isEqualTo(strengthens);
    }

    private static Trust trust(String conditions) {
        Conditions parsed = ConditionsParser.parseText("[" + conditions + "]").orElseThrow();
        Trust sample = SampleTrusts.full("ci-web");
        return new Trust(
                sample.name(),
                sample.id(),
                sample.issuerName(),
                sample.issuerId(),
                parsed,
                sample.grant(),
                sample.description(),
                sample.enabled(),
                sample.expiresAt(),
                sample.createdBy(),
                sample.createdAt(),
                sample.modifiedAt(),
                sample.lastUsedAt(),
                sample.version());
    }
}
