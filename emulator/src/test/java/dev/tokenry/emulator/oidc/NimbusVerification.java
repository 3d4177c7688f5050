package dev.tokenry.emulator.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Set;

/** Verifies tokens with a library, by the keys that a provider publishes. */
final class NimbusVerification {

    private NimbusVerification() {}

    static JWKSet keys(TestProviders providers, String provider) throws Exception {
        return JWKSet.parse(providers.get(provider + "/jwks").body());
    }

    /** Returns the claims of a token that a published key has signed, and that is valid now. */
    static JWTClaimsSet verify(TestProviders providers, String provider, String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), new ImmutableJWKSet<>(keys(providers, provider))));
        return processor.process(token, null);
    }
}
