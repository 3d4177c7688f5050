package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Handles requests behind the authorizer. A request without the authorizer's context is an internal error. */
public abstract class AuthenticatedApiHandler extends ApiHandler {

    /** Creates a handler that reads no records. */
    protected AuthenticatedApiHandler() {}

    /** @param damagedRecords counts the damaged records of requests, those that the handler finds included */
    protected AuthenticatedApiHandler(DamagedRecords damagedRecords) {
        super(damagedRecords);
    }

    protected abstract ApiResponse handle(ApiRequest request, TokenActor actor);

    /** Returns the headers of preconditions that the operation evaluates. Requests with any other are rejected. */
    protected Set<String> preconditions() {
        return Set.of();
    }

    /** Returns whether the operation evaluates the query parameters. If not, requests with any are rejected. */
    protected boolean hasQueryParameters() {
        return false;
    }

    @Override
    protected final ApiResponse handle(ApiRequest request) {
        Principal principal = AuthorizerContextCodec.decode(request.authorizerContext());
        request.rejectTokenValues();
        request.rejectPreconditionsExcept(preconditions());
        if (!hasQueryParameters()) {
            new QueryParameters(request, Set.of()).throwIfInvalid();
        }
        try {
            return handle(request, new TokenActor(principal, request.info()));
        } catch (ApiException.InvalidRequestException e) {
            throw e.mapViolations(request::locate);
        }
    }
}
