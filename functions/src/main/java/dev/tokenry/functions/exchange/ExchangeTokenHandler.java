package dev.tokenry.functions.exchange;

import dev.tokenry.administration.ExchangeToken;
import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.exchange.TokenRequestException.Code;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.resource.KeyFetches;
import dev.tokenry.model.Token;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Exchanges an id token for a token (RFC 8693), or redeems the code of a person who signs in (RFC 6749, section 4.1.3).
 * Status 400 has the form of RFC 6749, section 5.2, which clients of token endpoints know; all others have the error
 * envelope.
 */
public final class ExchangeTokenHandler extends ApiHandler {

    /** The one response to almost all rejections: who has proved nothing learns nothing. */
    static final String NOT_ACCEPTED =
            "The id token is not accepted. The reason is in the log under this request's id.";

    private static final String CODE_NOT_ACCEPTED = "The code is not accepted.";
    private static final String BEYOND_LIMITS = "The trust asks for more than the limits allow.";
    private static final String SCOPE_NOT_GIVEN = "The trust does not give all of these scopes.";

    private final ExchangeToken exchangeToken;
    private final ExchangeLog log;

    public ExchangeTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public ExchangeTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        KeyFetches keyFetches = new KeyFetches(wiring.keyFetcher());
        exchangeToken = wiring.exchangeToken(keyFetches);
        log = new ExchangeLog(wiring.stackName(), keyFetches, wiring.clock());
    }

    @Override
    protected Map<String, String> headers() {
        return Map.of("Pragma", "no-cache");
    }

    @Override
    protected ApiResponse handle(ApiRequest request) {
        try {
            ExchangeToken.Command command = parse(request);
            return respond(log.logging(request, command, () -> exchangeToken.execute(request.info(), command)));
        } catch (TokenRequestException e) {
            log.invalid(request, e.code());
            return error(e);
        }
    }

    private static ExchangeToken.Command parse(ApiRequest request) {
        try {
            request.rejectAllButBody();
            return TokenRequestParser.parse(request);
        } catch (ApiException.InvalidRequestException e) {
            // Its violations name headers and query parameters, whose names are text of the caller.
            throw new TokenRequestException(
                    Code.INVALID_REQUEST,
                    "The body must be a correctly encoded form, without query parameters, preconditions and API tokens.");
        }
    }

    private ApiResponse respond(ExchangeToken.Result result) {
        return switch (result) {
            case ExchangeToken.Result.Exchanged(var issued, var _) ->
                ApiResponse.ok(toJson(issued.value().reveal(), issued.token()));
            case ExchangeToken.Result.Rejected(var reason, var _) -> error(rejection(reason));
            case ExchangeToken.Result.InvalidScope _ ->
                error(new TokenRequestException(Code.INVALID_SCOPE, SCOPE_NOT_GIVEN));
        };
    }

    private static TokenRequestException rejection(RejectionReason reason) {
        return switch (reason) {
            case CODE -> new TokenRequestException(Code.INVALID_GRANT, CODE_NOT_ACCEPTED);
            case POLICY -> new TokenRequestException(Code.INVALID_REQUEST, BEYOND_LIMITS);
            default -> new TokenRequestException(Code.INVALID_REQUEST, NOT_ACCEPTED);
        };
    }

    private static Map<String, Object> toJson(String tokenValue, Token token) {
        Instant expiresAt = Objects.requireNonNull(token.settings().expiresAt());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", tokenValue);
        json.put("issued_token_type", TokenRequestParser.ACCESS_TOKEN_TYPE);
        json.put("token_type", "Bearer");
        json.put(
                "expires_in",
                Duration.between(token.origin().createdAt(), expiresAt).toSeconds());
        json.put("scope", String.join(" ", token.settings().scopes().requestedNames()));
        json.put("id", token.id().value());
        json.put("expirationDate", Timestamps.format(expiresAt));
        if (token.origin().personal()) {
            json.put("owner", token.origin().owner().spelling());
        } else {
            json.put("project", Objects.requireNonNull(token.origin().project()));
        }
        return json;
    }

    private static ApiResponse error(TokenRequestException e) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", e.code().value());
        json.put("error_description", e.getMessage());
        return new ApiResponse(400, json, Map.of());
    }
}
