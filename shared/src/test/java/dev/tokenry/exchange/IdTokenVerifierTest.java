package dev.tokenry.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeyLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenVerifierTest {

    private static final IdTokenCase BASE = IdTokenCase.base();

    static Stream<IdTokenCase> cases() {
        return IdTokenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_token_has_the_right_result(IdTokenCase example) {
        switch (example.verify(example.text())) {
            case VerifiedIdToken _ -> assertThat(example.expected()).isEqualTo("accepted");
            case RejectedIdToken(RejectionReason reason, OptionalInt failedCondition) -> {
                assertThat(reason.id()).isEqualTo(example.expected());
                assertThat(failedCondition).isEqualTo(example.failedCondition());
            }
            case VerificationResult.KeysUnavailable() ->
                assertThat(example.expected()).isEqualTo("keys are available");
        }
    }

    @Test
    void verified_token_has_the_claims_that_were_signed() {
        VerifiedIdToken token = (VerifiedIdToken) BASE.verify(BASE.text());

        assertThat(token.issuer()).isEqualTo(IdTokenCase.ISSUER);
        assertThat(token.keyId()).isEqualTo("rsa");
        assertThat(token.subject()).isEqualTo("repo:acme/web:ref:refs/heads/main");
        assertThat(token.issuedAt()).isEqualTo(Instant.parse("2026-03-18T10:37:37Z"));
        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-03-18T10:42:37Z"));
        assertThat(token.jwtId()).contains("j1");
        assertThat(token.claims().findText("repository")).contains("acme/web");
    }

    @Test
    void token_of_another_issuer_causes_no_lookup_of_a_key() {
        List<String> lookups = new ArrayList<>();
        IdTokenVerifier verifier = new IdTokenVerifier(
                (issuer, keyId) -> {
                    lookups.add(issuer + " " + keyId);
                    return new KeyLookup.Unknown();
                },
                Clock.fixed(IdTokenCase.now(), ZoneOffset.UTC));

        for (IdTokenCase example : cases().toList()) {
            lookups.clear();
            if (IdTokenParser.parse(example.text()) instanceof UnverifiedIdToken token) {
                verifier.verify(token, example.issuer(), example.conditions());
                if (example.expected().equals("otherIssuer")) {
                    assertThat(lookups).as(example.toString()).isEmpty();
                } else {
                    assertThat(lookups).containsExactly(example.issuer().keys() + " " + token.keyId());
                }
            } else {
                // These have no key to look up.
                assertThat(example.expected()).isIn("malformed", "tooLong", "header", "algorithm", "type");
            }
        }
    }

    @Test
    void without_keys_a_token_is_neither_accepted_nor_rejected() {
        IdTokenVerifier verifier = new IdTokenVerifier(
                (_, _) -> new KeyLookup.KeysUnavailable(), Clock.fixed(IdTokenCase.now(), ZoneOffset.UTC));

        assertThat(verifier.verify(
                        (UnverifiedIdToken) IdTokenParser.parse(BASE.text()), BASE.issuer(), BASE.conditions()))
                .isInstanceOf(VerificationResult.KeysUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES256 without jti"})
    void both_signatures_of_a_token_have_one_replay_digest(String name) {
        IdTokenCase curve = named(name);
        String text = curve.text();
        String other = IdTokenCase.withOtherSignature(text);

        assertThat(other).isNotEqualTo(text);
        assertThat(digest(curve, other)).isEqualTo(digest(curve, text));
    }

    @Test
    void replay_digest_of_a_token_without_an_id_is_that_of_header_and_payload() {
        IdTokenCase withoutId = named("jti is absent");

        assertThat(digest(withoutId, withoutId.text()))
                .isEqualTo(ReplayDigest.of(
                        IdTokenCase.ISSUER,
                        Optional.empty(),
                        withoutId.text().substring(0, withoutId.text().lastIndexOf('.'))))
                .isNotEqualTo(digest(BASE, BASE.text()));
    }

    @Test
    void tokens_with_different_claims_and_one_id_have_one_replay_digest() {
        IdTokenCase renamed = named("a renamed repository: names differ, ids are equal");

        assertThat(digest(renamed, renamed.text())).isEqualTo(digest(BASE, BASE.text()));
    }

    @Test
    void tokens_are_not_printed() {
        UnverifiedIdToken parsed = (UnverifiedIdToken) IdTokenParser.parse(BASE.text());

        assertThat(parsed.toString()).doesNotContain("acme", "eyJ");
        assertThat(BASE.verify(BASE.text()).toString()).doesNotContain("acme", "eyJ");
        assertThat(parsed.claims().toString()).contains("repository").doesNotContain("acme");
    }

    @Test
    void only_a_trust_for_people_can_have_no_conditions() {
        UnverifiedIdToken token = (UnverifiedIdToken) IdTokenParser.parse(BASE.text());
        IdTokenVerifier verifier = IdTokenCase.verifier();

        for (IssuerKind kind : IssuerKind.values()) {
            TrustedIssuer issuer = issuer(kind, Set.of(IdTokenCase.AUDIENCE), Duration.ofHours(1));
            if (kind == IssuerKind.PEOPLE) {
                assertThat(verifier.verify(token, issuer, Conditions.none())).isInstanceOf(VerifiedIdToken.class);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> verifier.verify(token, issuer, Conditions.none()));
            }
        }
    }

    /** In tokens of CI systems and service accounts, the claim names the job or account. */
    @ParameterizedTest
    @CsvSource({
        "PEOPLE, other-client, AUDIENCE",
        "PEOPLE, null,         AUDIENCE",
        "PEOPLE, own,          accepted",
        "GITHUB, other-client, accepted",
    })
    void sign_in_that_another_client_has_requested_is_rejected(IssuerKind kind, String party, String outcome) {
        String value = party.equals("null") ? "null" : '"' + party.replace("own", IdTokenCase.AUDIENCE) + '"';
        UnverifiedIdToken token = (UnverifiedIdToken) IdTokenParser.parse(
                IdTokenCase.signed("rsa", "RS256", Map.of("\"event_name\"", "\"azp\":" + value + ",\"event_name\"")));

        VerificationResult result = IdTokenCase.verifier()
                .verify(
                        token,
                        issuer(kind, Set.of(IdTokenCase.AUDIENCE), Duration.ofHours(1)),
                        kind == IssuerKind.PEOPLE ? Conditions.none() : BASE.conditions());

        assertThat(
                        result instanceof RejectedIdToken rejected
                                ? rejected.reason().name()
                                : "accepted")
                .isEqualTo(outcome);
    }

    @Test
    void issuer_without_an_audience_or_with_an_age_out_of_range_does_not_exist() {
        Duration hour = Duration.ofHours(1);
        Set<String> audience = Set.of(IdTokenCase.AUDIENCE);

        assertThatIllegalArgumentException().isThrownBy(() -> issuer(Set.of(), hour));
        assertThatIllegalArgumentException().isThrownBy(() -> issuer(Set.of(""), hour));
        assertThatIllegalArgumentException().isThrownBy(() -> issuer(audience, Duration.ofSeconds(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> issuer(audience, Duration.ofSeconds(86_401)));
        assertThat(issuer(audience, Duration.ofSeconds(60)).maxAge()).hasSeconds(60);
        assertThat(issuer(audience, Duration.ofDays(1)).maxAge()).hasDays(1);
    }

    @Test
    void age_is_limited_by_the_issuer() {
        UnverifiedIdToken token = (UnverifiedIdToken)
                IdTokenParser.parse(named("iat an hour and a second ago").text());

        assertThat(IdTokenCase.verifier()
                        .verify(
                                token,
                                issuer(Set.of(IdTokenCase.AUDIENCE), Duration.ofSeconds(3601)),
                                BASE.conditions()))
                .isInstanceOf(VerifiedIdToken.class);
    }

    private static TrustedIssuer issuer(Set<String> audiences, Duration maxAge) {
        return issuer(IssuerKind.GITHUB, audiences, maxAge);
    }

    private static TrustedIssuer issuer(IssuerKind kind, Set<String> audiences, Duration maxAge) {
        return new TrustedIssuer(
                IdTokenCase.ISSUER,
                kind,
                audiences,
                maxAge,
                new IssuerKeys.Published("issuer", "0011", IdTokenCase.ISSUER, 1));
    }

    private static String digest(IdTokenCase example, String text) {
        return ((VerifiedIdToken) example.verify(text)).replayDigest();
    }

    private static IdTokenCase named(String name) {
        return cases().filter(example -> example.toString().endsWith(": " + name))
                .findFirst()
                .orElseThrow();
    }
}
