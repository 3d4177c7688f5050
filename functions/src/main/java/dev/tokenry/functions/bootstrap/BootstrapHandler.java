package dev.tokenry.functions.bootstrap;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Creates the administrator token of a bootstrap generation, once for each generation, and returns its value in this
 * response only. Also stores the check values of all pepper versions; without its check value, a pepper is not used.
 */
public final class BootstrapHandler implements RequestHandler<Object, Map<String, Object>> {

    private static final String ADMINISTRATOR = "admin";
    private static final Duration VALIDITY = Duration.ofHours(24);
    private static final Scopes SCOPES = Scopes.of(
            Scope.READ_TOKENS, Scope.WRITE_TOKENS, Scope.READ_USERS, Scope.WRITE_USERS, Scope.MANAGE_ALL_TOKENS);

    private final int generation;
    private final PepperCache pepperCache;
    private final DeploymentStore deployments;
    private final TokenStore tokens;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public BootstrapHandler() {
        this(Wiring.fromEnvironment());
    }

    public BootstrapHandler(Wiring wiring) {
        generation = wiring.bootstrapGeneration();
        pepperCache = wiring.pepperCache();
        deployments = wiring.deployments();
        tokens = wiring.tokens();
        issuer = wiring.tokenIssuer(pepperCache);
        clock = wiring.clock();
    }

    @Override
    public Map<String, Object> handleRequest(Object ignored, Context context) {
        storeCheckValues();
        PresentedToken minted = issuer.mint();
        // The generation is recorded as used before the token is stored: a failure in between leaves it without a token
        // and never creates a second token.
        return deployments.insertBootstrapToken(generation, minted.id()) ? created(minted) : alreadyUsed();
    }

    /**
     * Stores missing check values and verifies the peppers of all versions. A pepper that does not match its stored
     * check value fails the invocation before the generation is used.
     */
    private void storeCheckValues() {
        Map<Integer, byte[]> checkValues = pepperCache.computeCheckValues();
        checkValues.forEach(deployments::insertPepperCheckValue);
        checkValues.keySet().forEach(pepperCache::get);
    }

    private Map<String, Object> created(PresentedToken minted) {
        Instant now = clock.instant();
        TokenOrigin origin = new TokenOrigin(ADMINISTRATOR, ADMINISTRATOR, null, false, now);
        TokenSettings settings =
                new TokenSettings("Bootstrap " + generation, null, true, SCOPES, now.plus(VALIDITY), null);
        IssuedToken issued = issuer.store(minted, origin, settings)
                .orElseThrow(() -> new ServiceUnavailableException("The new token id already exists"));
        Map<String, Object> response = response(true);
        response.putAll(TokenJson.issued(issued.value().reveal(), issued.token(), now));
        return response;
    }

    private Map<String, Object> alreadyUsed() {
        Map<String, Object> response = response(false);
        TokenId id = deployments
                .findBootstrapToken(generation)
                .orElseThrow(
                        () -> new ServiceUnavailableException("The record of a used bootstrap generation is missing"));
        response.put("id", id.value());
        response.put(
                "live",
                tokens.find(id)
                        .filter(token -> token.isActiveAt(clock.instant()))
                        .isPresent());
        response.put("message", "The administrator token of this generation was already created. Increase BootstrapGeneration to create another.");
        return response;
    }

    private Map<String, Object> response(boolean created) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("created", created);
        response.put("generation", generation);
        // All of these peppers are verified. A pepper rotation can continue once the list contains the new version.
        response.put("pepperVersions", pepperCache.versions());
        return response;
    }
}
