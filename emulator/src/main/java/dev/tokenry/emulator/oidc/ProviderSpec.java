package dev.tokenry.emulator.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The choices that an application makes for a provider.
 *
 * @param name the last segment of the path of the issuer
 * @param sampleClaims a JSON merge patch (RFC 7396) of the claims that minted tokens have by default: {@code iss},
 *     {@code iat}, {@code nbf}, {@code exp} and {@code jti}
 * @param signIn who can sign in; empty for the issuer of a machine, which has no endpoints for people
 */
public record ProviderSpec(String name, ObjectNode sampleClaims, Optional<SignIn> signIn) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    /** @throws IllegalArgumentException if the name has other characters than lower-case letters, digits and hyphens */
    public ProviderSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a provider: " + name);
        }
        sampleClaims = sampleClaims.deepCopy();
    }
}
