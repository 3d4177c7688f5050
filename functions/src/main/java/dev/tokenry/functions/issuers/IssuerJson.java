package dev.tokenry.functions.issuers;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetWriter;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.functions.http.StrictJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The JSON representation of an issuer. It omits fields without a value. */
final class IssuerJson {

    private IssuerJson() {}

    /** Returns all fields but the uploaded keys. */
    static Map<String, Object> summary(Issuer issuer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", issuer.name());
        json.put("kind", name(issuer.kind()));
        json.put("issuer", issuer.issuer());
        json.put("audiences", issuer.audiences());
        json.put("singleUse", issuer.singleUse());
        json.put("maxAgeSeconds", issuer.maxAge().toSeconds());
        SignIn signIn = issuer.signIn();
        if (signIn != null) {
            json.put("clientId", signIn.clientId());
            json.put("redirectUris", signIn.redirectUris());
            json.put("scope", signIn.scope());
            if (signIn.linkClaim() != null) {
                json.put("linkClaim", signIn.linkClaim());
            }
            if (signIn.label() != null) {
                json.put("label", signIn.label());
            }
        }
        json.put("enabled", issuer.enabled());
        return json;
    }

    /** Returns all fields. */
    static Map<String, Object> full(Issuer issuer) {
        Map<String, Object> json = summary(issuer);
        KeySet keys = issuer.uploadedKeys();
        if (keys != null) {
            json.put("jwks", StrictJson.parseValue(KeySetWriter.write(keys)).orElseThrow());
        }
        return json;
    }

    /** Returns what is known of an issuer whose record is damaged. */
    static Map<String, Object> damaged(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("damaged", true);
        return json;
    }

    private static String name(IssuerKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
