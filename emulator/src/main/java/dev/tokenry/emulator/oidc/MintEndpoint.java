package dev.tokenry.emulator.oidc;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Signs any claims, for tests and to stand for a CI system. The body is a JSON merge patch (RFC 7396) of the claims
 * that a token has by default: a claim that is {@code null} is left out.
 *
 * <p>Every process on this machine may use it. Web pages may not: their POST requests have an origin.
 */
final class MintEndpoint {

    private static final Set<String> PARAMETERS = Set.of("alg", "kid", "lifetime");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    private static final Duration MAX_LIFETIME = Duration.ofDays(1);

    private final String issuer;
    private final ObjectNode sampleClaims;
    private final Supplier<Map<SigningAlgorithm, SigningKey>> keys;
    private final InstantSource clock;

    MintEndpoint(
            String issuer,
            ObjectNode sampleClaims,
            Supplier<Map<SigningAlgorithm, SigningKey>> keys,
            InstantSource clock) {
        this.issuer = issuer;
        this.sampleClaims = sampleClaims;
        this.keys = keys;
        this.clock = clock;
    }

    OidcResponse mint(OidcRequest request) {
        if (request.header("Origin").isPresent()) {
            throw new OAuthException(403, "access_denied", "Web pages get no tokens");
        }
        request.requireContentType("application/json");
        Parameters query = request.query();
        for (String name : query.names()) {
            if (!PARAMETERS.contains(name)) {
                throw OAuthException.invalidRequest("The parameters are alg, kid and lifetime");
            }
        }
        SigningKey key = key(query.find("alg").orElse(SigningAlgorithm.RS256.name()));
        ObjectNode claims = registeredClaims(lifetime(query.find("lifetime")));
        merge(claims, sampleClaims);
        merge(claims, parse(request.body()));
        return OidcResponse.token(
                query.find("kid").map(keyId -> key.sign(claims, keyId)).orElseGet(() -> key.sign(claims)));
    }

    private SigningKey key(String algorithm) {
        return SigningAlgorithm.find(algorithm)
                .flatMap(known -> Optional.ofNullable(keys.get().get(known)))
                .orElseThrow(() -> OAuthException.invalidRequest("alg must be RS256 or ES256"));
    }

    private static Duration lifetime(Optional<String> seconds) {
        return seconds.map(text -> Optional.of(text)
                        .filter(SECONDS.asMatchPredicate())
                        .map(digits -> Duration.ofSeconds(Long.parseLong(digits)))
                        .filter(lifetime -> lifetime.compareTo(MAX_LIFETIME) <= 0)
                        .orElseThrow(() -> OAuthException.invalidRequest(
                                "lifetime must be 1 to " + MAX_LIFETIME.toSeconds() + " seconds")))
                .orElse(DEFAULT_LIFETIME);
    }

    private ObjectNode registeredClaims(Duration lifetime) {
        Instant now = clock.instant();
        return EmulatorJson.MAPPER
                .createObjectNode()
                .put("iss", issuer)
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(lifetime).getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
    }

    private static ObjectNode parse(byte[] body) {
        try {
            JsonNode claims = EmulatorJson.MAPPER
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(body);
            if (claims instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // The same error as for another value.
        }
        throw OAuthException.invalidRequest("The body must be a JSON object with claims");
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else if (member.getValue() instanceof ObjectNode nested) {
                merge(
                        target.get(member.getKey()) instanceof ObjectNode existing
                                ? existing
                                : target.putObject(member.getKey()),
                        nested);
            } else {
                target.set(member.getKey(), member.getValue());
            }
        }
    }
}
