package dev.tokenry.functions.signin;

import dev.tokenry.administration.SignInReader.SignInOption;
import dev.tokenry.exchange.trust.SignIn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The JSON representation of a way to sign in. It omits fields without a value. */
final class SignInJson {

    private SignInJson() {}

    static Map<String, Object> of(SignInOption option) {
        String name = option.issuer().name();
        SignIn signIn = Objects.requireNonNull(option.issuer().signIn());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("label", Objects.requireNonNullElse(signIn.label(), name));
        json.put("trust", option.trust().name());
        // Of its responses, too (RFC 9207), which tell a client with which of several issuers it deals.
        json.put("issuer", option.issuer().issuer());
        json.put(
                "authorizationEndpoint",
                Objects.requireNonNull(option.endpoints().authorization()));
        if (option.endpoints().endSession() != null) {
            json.put("endSessionEndpoint", option.endpoints().endSession());
        }
        json.put("clientId", signIn.clientId());
        json.put("scope", signIn.scope());
        json.put("redirectUris", signIn.redirectUris());
        return json;
    }
}
