package dev.tokenry.functions.tokens;

import dev.tokenry.administration.DeleteToken;
import dev.tokenry.administration.UpdateToken;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Enables, disables or deletes several tokens. Each token succeeds or fails on its own, as in a request for it alone.
 */
public final class BulkTokensHandler extends AuthenticatedApiHandler {

    /** After this time no further token is started, so that the response arrives before the gateway's timeout. */
    private static final Duration TIME_BUDGET = Duration.ofSeconds(10);

    private final UpdateToken updateToken;
    private final DeleteToken deleteToken;
    private final InstantSource clock;

    public BulkTokensHandler() {
        this(Wiring.fromEnvironment());
    }

    public BulkTokensHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        updateToken = wiring.updateToken();
        deleteToken = wiring.deleteToken();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        // The use cases check this, too; here it is one error for the whole request instead of one for each token.
        TokenPermissions.requireMayWrite(actor.principal());
        BulkTokensRequest bulk = BulkTokensRequest.from(request.body());
        Instant deadline = clock.instant().plus(TIME_BUDGET);
        List<Map<String, Object>> results = new ArrayList<>();
        for (int i = 0; i < bulk.ids().size(); i++) {
            String id = bulk.ids().get(i);
            ApiResponse response =
                    request.isolated("ids[" + i + "]", () -> applyTo(id, bulk.action(), actor, deadline));
            results.add(toResult(id, response));
        }
        return ApiResponse.ok(Map.of("results", results));
    }

    private ApiResponse applyTo(String tokenId, BulkAction action, TokenActor actor, Instant deadline) {
        if (!clock.instant().isBefore(deadline)) {
            throw new ServiceUnavailableException("Too little time is left for all tokens of the request");
        }
        TokenId id = TokenId.parse(tokenId).orElseThrow(ApiException.NotFoundException::new);
        switch (action) {
            case ENABLE -> setEnabled(true, id, actor);
            case DISABLE -> setEnabled(false, id, actor);
            case DELETE -> deleteToken.execute(actor, new DeleteToken.Command(id, new Precondition.None()));
        }
        return ApiResponse.noContent();
    }

    private void setEnabled(boolean enabled, TokenId id, TokenActor actor) {
        updateToken.execute(
                actor,
                new UpdateToken.Command(
                        id,
                        new Precondition.None(),
                        current -> UpdateToken.Change.of(
                                current, current.settings().withEnabled(enabled))));
    }

    /** Returns the status that a request for this token alone would return, and the error if there is one. */
    private static Map<String, Object> toResult(String id, ApiResponse response) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id);
        result.put("status", response.status());
        if (response.body() instanceof Map<?, ?> envelope) {
            envelope.forEach((name, error) -> result.put(String.valueOf(name), error));
        }
        return result;
    }
}
