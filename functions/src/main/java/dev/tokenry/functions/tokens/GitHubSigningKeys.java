package dev.tokenry.functions.tokens;

import dev.tokenry.functions.http.StrictJson;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public keys with which GitHub signs reports of secret scanning: ECDSA on the curve P-256, with SHA-256. A key
 * that is no longer the current one is accepted as long as it is listed.
 */
final class GitHubSigningKeys {

    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private final Map<String, ECPublicKey> keys;

    private GitHubSigningKeys(Map<String, ECPublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Parses keys in the form of {@code https://api.github.com/meta/public_keys/secret_scanning}.
     *
     * @throws IllegalStateException when a key is invalid or not on P-256, an id is missing or repeated, or there is no
     *     key: the function then fails, instead of rejecting some reports silently
     */
    static GitHubSigningKeys parse(String json) {
        Map<String, ECPublicKey> keys = new LinkedHashMap<>();
        if (StrictJson.parseValue(json).orElse(null) instanceof Map<?, ?> object
                && object.get("public_keys") instanceof List<?> list) {
            for (Object entry : list) {
                if (!(entry instanceof Map<?, ?> key)
                        || !(key.get("key_identifier") instanceof String id)
                        || id.isEmpty()
                        || !(key.get("key") instanceof String pem)
                        || keys.put(id, parsePem(pem)) != null) {
                    throw invalid("an entry has no key_identifier and key of its own");
                }
            }
        }
        if (keys.isEmpty()) {
            throw invalid("it has no public_keys");
        }
        return new GitHubSigningKeys(keys);
    }

    /**
     * Returns whether the signature is one of these bytes.
     *
     * @param keyId the id of the key, which is false if it is not known
     * @param signature the signature in DER, in base64
     */
    boolean verify(String keyId, String signature, byte[] signed) {
        ECPublicKey key = keys.get(keyId);
        if (key == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Not base64 or not DER. The key was checked when it was parsed.
            return false;
        }
    }

    private static ECPublicKey parsePem(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw invalid("a key is no PEM text");
        }
        try {
            byte[] der = Base64.getDecoder()
                    .decode(WHITE_SPACE.matcher(matcher.group(1)).replaceAll(""));
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            if (!isOnP256(key.getParams())) {
                throw invalid("a key is not on P-256");
            }
            return key;
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw invalid("a key is no public key of ECDSA");
        }
    }

    private static boolean isOnP256(ECParameterSpec parameters) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec p256 = curve.getParameterSpec(ECParameterSpec.class);
        return parameters.getCurve().equals(p256.getCurve())
                && parameters.getGenerator().equals(p256.getGenerator())
                && parameters.getOrder().equals(p256.getOrder())
                && parameters.getCofactor() == p256.getCofactor();
    }

    private static IllegalStateException invalid(String reason) {
        return new IllegalStateException("GITHUB_SECRET_SCANNING_KEYS is invalid: " + reason);
    }
}
