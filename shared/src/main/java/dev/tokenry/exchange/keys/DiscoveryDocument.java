package dev.tokenry.exchange.keys;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The discovery document of an issuer (OpenID Connect Discovery 1.0, section 4). Nothing else of it is read. */
public final class DiscoveryDocument {

    private static final String PATH = "/.well-known/openid-configuration";

    private final JsonObject json;

    private DiscoveryDocument(JsonObject json) {
        this.json = json;
    }

    /** Returns the URL of the document of an issuer. */
    public static String url(String issuer) {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + PATH;
    }

    /** Parses a document; empty if it is none. */
    public static Optional<DiscoveryDocument> parse(byte[] utf8) {
        return StrictJsonParser.parse(utf8).map(DiscoveryDocument::new);
    }

    /** Returns the issuer, which must be the one whose document was requested. */
    public Optional<String> issuer() {
        return json.findText("issuer");
    }

    /** Returns the URL of the keys. */
    public Optional<String> keysUrl() {
        return json.findText("jwks_uri");
    }

    /**
     * Returns the endpoints. One that is missing or not accepted prevents that people sign in, and no job.
     *
     * @param isAccepted whether the service may use a URL
     */
    public ProviderEndpoints endpoints(Predicate<String> isAccepted) {
        return new ProviderEndpoints(
                endpoint("authorization_endpoint", isAccepted),
                endpoint("token_endpoint", isAccepted),
                endpoint("end_session_endpoint", isAccepted));
    }

    private @Nullable String endpoint(String name, Predicate<String> isAccepted) {
        return json.findText(name).filter(isAccepted).orElse(null);
    }
}
