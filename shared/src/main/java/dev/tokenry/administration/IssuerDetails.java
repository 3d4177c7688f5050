package dev.tokenry.administration;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about an issuer.
 *
 * @param uploadedKeys the keys of an issuer that publishes none; null if they are to be fetched
 * @param signIn how people sign in; null for an issuer of another kind
 */
public record IssuerDetails(
        IssuerKind kind,
        String issuer,
        List<String> audiences,
        @Nullable KeySet uploadedKeys,
        boolean singleUse,
        Duration maxAge,
        @Nullable SignIn signIn,
        boolean enabled) {

    public IssuerDetails {
        audiences = List.copyOf(audiences);
    }

    Issuer toIssuer(String name, String id, long version) {
        return new Issuer(name, id, kind, issuer, audiences, uploadedKeys, singleUse, maxAge, signIn, enabled, version);
    }
}
