package dev.tokenry.exchange.trust;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.TrustedIssuer;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeySet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of id tokens: a platform that signs them for its jobs, or an identity provider that signs them for people.
 *
 * @param name the name of the record, see {@link dev.tokenry.model.NameRules#PROJECT_PATTERN}
 * @param id distinguishes the record from earlier and later ones of the same name; never changes
 * @param issuer the exact {@code iss} of its id tokens; never changes
 * @param audiences the accepted values of {@code aud}: 1 to {@value #MAX_AUDIENCES}
 * @param uploadedKeys the keys of an issuer that publishes none; null if they are fetched by discovery
 * @param singleUse whether each id token is exchanged once. Otherwise until {@code maxAge}, for tokens that are files.
 * @param maxAge the accepted time since {@code iat}
 * @param signIn how people sign in; null for an issuer of another kind
 * @param version increases with each change; published as the ETag
 */
public record Issuer(
        String name,
        String id,
        IssuerKind kind,
        String issuer,
        List<String> audiences,
        @Nullable KeySet uploadedKeys,
        boolean singleUse,
        Duration maxAge,
        @Nullable SignIn signIn,
        boolean enabled,
        long version) {

    /** The largest number of audiences. */
    public static final int MAX_AUDIENCES = 5;

    public Issuer {
        audiences = List.copyOf(audiences);
        if ((kind == IssuerKind.PEOPLE) != (signIn != null)) {
            throw new IllegalArgumentException("People sign in with issuers of their kind, and with no other");
        }
    }

    /** Returns what the verification of id tokens needs to know. */
    public TrustedIssuer toTrustedIssuer() {
        return new TrustedIssuer(
                issuer,
                kind,
                Set.copyOf(audiences),
                maxAge,
                uploadedKeys == null ? toPublished() : new IssuerKeys.Uploaded(uploadedKeys));
    }

    /** Returns the name under which what the issuer publishes is kept. */
    public IssuerKeys.Published toPublished() {
        return new IssuerKeys.Published(name, id, issuer, version);
    }

    public Issuer withEnabled(boolean updated) {
        return new Issuer(name, id, kind, issuer, audiences, uploadedKeys, singleUse, maxAge, signIn, updated, version);
    }

    public Issuer withVersion(long newVersion) {
        return new Issuer(
                name, id, kind, issuer, audiences, uploadedKeys, singleUse, maxAge, signIn, enabled, newVersion);
    }
}
