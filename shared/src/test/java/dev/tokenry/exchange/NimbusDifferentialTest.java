package dev.tokenry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the verifier with nimbus-jose-jwt, configured as its guide for id tokens says: what the verifier accepts,
 * Nimbus accepts too. Where Nimbus accepts more, the fixture says why that is too much here.
 */
class NimbusDifferentialTest {

    private static final DefaultJWTProcessor<SecurityContext> NIMBUS = nimbus();

    static Stream<IdTokenCase> cases() {
        return IdTokenCase.all();
    }

    static Stream<IdTokenCase> casesWithoutTrust() {
        return cases().filter(example -> !example.isDecidedByTrust());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nimbus_accepts_what_the_verifier_accepts(IdTokenCase example) {
        if (example.isAccepted()) {
            assertThat(nimbusAccepts(example.text())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("casesWithoutTrust")
    void each_difference_has_a_reason(IdTokenCase example) {
        boolean isStricter = !example.isAccepted() && nimbusAccepts(example.text());

        assertThat(isStricter).isEqualTo(!example.stricterThanNimbus().isEmpty());
    }

    @Test
    void nimbus_accepts_each_changed_token_that_the_verifier_accepts() {
        IdTokenCase base = IdTokenCase.base();
        MutatedIdTokens.of(base.text()).forEach(text -> {
            if (base.verify(text) instanceof VerifiedIdToken) {
                assertThat(nimbusAccepts(text)).as(text).isTrue();
            }
        });
    }

    private static boolean nimbusAccepts(String text) {
        try {
            NIMBUS.process(text, null);
            return true;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return false;
        }
    }

    private static DefaultJWTProcessor<SecurityContext> nimbus() {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    Set.of(
                            JWSAlgorithm.RS256,
                            JWSAlgorithm.RS512,
                            JWSAlgorithm.PS256,
                            JWSAlgorithm.ES256,
                            JWSAlgorithm.ES384),
                    new ImmutableJWKSet<>(JWKSet.parse(TestKeys.keySetText()))));
            processor.setJWTClaimsSetVerifier(claimsVerifier());
            return processor;
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier() {
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(
                        IdTokenCase.AUDIENCE,
                        new JWTClaimsSet.Builder().issuer(IdTokenCase.ISSUER).build(),
                        Set.of("sub", "iat", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(IdTokenCase.now());
                    }
                };
        // Nimbus rejects a token in the last second of the skew.
        verifier.setMaxClockSkew((int) RegisteredClaims.MAX_SKEW.toSeconds() + 1);
        return verifier;
    }
}
