package dev.tokenry.functions.tokens;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.TokenUpdate;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enables, disables or deletes some tokens, each judged alone as its own call would be. */
public final class BulkTokensHandler extends AuthenticatedApiHandler {

    /** After this no further token is begun, so that the answer comes before anyone stops waiting for it. */
    private static final Duration TIME_BUDGET = Duration.ofSeconds(10);

    private final OptimisticUpdate tokens;
    private final InstantSource clock;

    public BulkTokensHandler() {
        this(Wiring.fromEnvironment());
    }

    public BulkTokensHandler(Wiring wiring) {
        tokens = wiring.changes();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenPermissions.requireCurrentSecret(principal);
        BulkTokensRequest order = BulkTokensRequest.from(request.body());
        Instant end = clock.instant().plus(TIME_BUDGET);
        List<Map<String, Object>> results = new ArrayList<>();
        for (int i = 0; i < order.ids().size(); i++) {
            String id = order.ids().get(i);
            String path = "ids[" + i + "]";
            results.add(toResult(id, request.isolated(() -> applyTo(order.action(), id, path, principal, end))));
        }
        return ApiResponse.ok(Map.of("results", results));
    }

    private ApiResponse applyTo(BulkAction action, String tokenId, String path, Principal principal, Instant deadline) {
        Instant now = clock.instant();
        if (!now.isBefore(deadline)) {
            throw new ServiceUnavailableException("Too little time is left for all tokens of the request");
        }
        TokenId id = TokenId.parse(tokenId).orElseThrow(ApiException.NotFoundException::new);
        if (action != BulkAction.ENABLE && id.equals(principal.tokenId())) {
            throw new ApiException.InvalidRequestException(path, ViolationReason.OWN_TOKEN, "A token cannot " + action + " itself.", ParameterLocation.PAYLOAD_BODY);
        }
        Token token = tokens.get(id, principal);
        switch (action) {
            case ENABLE, DISABLE -> tokens.update(token, it -> withEnabled(it, action == BulkAction.ENABLE, principal, now));
            case DELETE -> tokens.delete(token);
        }
        return ApiResponse.noContent();
    }

    private static Token withEnabled(Token token, boolean enabled, Principal principal, Instant now) {
        return new TokenUpdate(token, token.settings().withEnabled(enabled)).applyAs(principal, now);
    }

    /** The status of its own call, and where that would answer an error, the same error. */
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
