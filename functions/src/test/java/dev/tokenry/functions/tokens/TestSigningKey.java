package dev.tokenry.functions.tokens;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A key as GitHub has, or one that it does not have. */
record TestSigningKey(String id, KeyPair pair) {

    static TestSigningKey onCurve(String id, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new TestSigningKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the entry of the key in the list of GitHub. */
    String json(boolean current) {
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded())
                .replace("\n", "\\n");
        return "{\"key_identifier\":\"" + id + "\",\"key\":\"-----BEGIN PUBLIC KEY-----\\n" + pem
                + "\\n-----END PUBLIC KEY-----\\n\",\"is_current\":" + current + "}";
    }

    String sign(byte[] body) {
        return sign("SHA256withECDSA", body);
    }

    String sign(String algorithm, byte[] body) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(body);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
