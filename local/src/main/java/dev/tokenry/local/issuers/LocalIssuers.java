package dev.tokenry.local.issuers;

import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.oidc.OidcEmulator;
import dev.tokenry.emulator.oidc.ProviderSpec;
import dev.tokenry.emulator.oidc.SignIn;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The OpenID providers of the local stack: one with which people sign in to the console, and one for each CI system,
 * whose tokens have the claims of that system. The gateway of the API serves them, so that the issuers are the same
 * after a restart.
 */
public final class LocalIssuers {

    /** The path below which the providers are. No API has it as a base path. */
    public static final String PATH = "/local/issuers";

    /** The name of the provider for people. */
    public static final String PEOPLE = "people";

    /** The client id of the console at the provider for people. */
    public static final String CONSOLE_CLIENT_ID = "tokenry-console";

    private static final String SIGNED_IN = "/console/signed-in";
    private static final String CONSOLE = "/console/";

    private final Map<String, String> urls;
    private final String audience;
    private final Set<String> redirectUris;

    private LocalIssuers(Map<String, String> urls, String audience, Set<String> redirectUris) {
        this.urls = urls;
        this.audience = audience;
        this.redirectUris = redirectUris;
    }

    /**
     * Lets the gateway serve the providers.
     *
     * @param data the directory with their keys
     * @param baseUrls the URLs of the API, below each of which the console is
     */
    public static LocalIssuers serve(Gateway gateway, DataDirectory data, List<URI> baseUrls) {
        String path = PATH + "/";
        String audience = baseUrls.getFirst().toString();
        OidcEmulator providers =
                OidcEmulator.open(data, gateway.uri().resolve(path), specs(baseUrls, audience), InstantSource.system());
        gateway.serve(path, providers);
        return new LocalIssuers(providers.issuers(), audience, below(baseUrls, SIGNED_IN));
    }

    private static List<ProviderSpec> specs(List<URI> baseUrls, String audience) {
        List<ProviderSpec> specs = new ArrayList<>();
        SignIn signIn =
                new SignIn(CONSOLE_CLIENT_ID, below(baseUrls, SIGNED_IN), below(baseUrls, CONSOLE), SamplePeople.ALL);
        specs.add(new ProviderSpec(PEOPLE, EmulatorJson.MAPPER.createObjectNode(), Optional.of(signIn)));
        SampleClaims.PLATFORMS.forEach(platform ->
                specs.add(new ProviderSpec(platform, SampleClaims.of(platform, audience), Optional.empty())));
        return specs;
    }

    /** Returns the URLs of a path under both names of this machine, because a browser can have opened either. */
    private static Set<String> below(List<URI> baseUrls, String path) {
        Set<String> urls = new LinkedHashSet<>();
        for (URI base : baseUrls) {
            for (String host : List.of("127.0.0.1", "localhost")) {
                urls.add(base.getScheme() + "://" + host + ":" + base.getPort() + base.getRawPath() + path);
            }
        }
        return urls;
    }

    /** Returns the issuers by their names. */
    public Map<String, String> urls() {
        return urls;
    }

    /** Returns the issuer with this name, such as {@link #PEOPLE} or {@code github}. */
    public String url(String name) {
        return Objects.requireNonNull(urls.get(name), name);
    }

    /** Returns the pages of the console to which the provider for people redirects. */
    public List<String> redirectUris() {
        return List.copyOf(redirectUris);
    }

    /** Returns the {@code sub} of the sample tokens of a CI system. */
    public String subject(String platform) {
        return SampleClaims.of(platform, audience).path("sub").asText();
    }

    /** Returns the audience of the sample tokens: the first URL of the API. */
    public String audience() {
        return audience;
    }
}
