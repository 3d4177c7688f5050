package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;

/** Handles requests behind the authorizer. A request without the authorizer's context is an internal error. */
public abstract class AuthenticatedApiHandler extends ApiHandler {

    protected abstract ApiResponse handle(ApiRequest request, TokenActor actor);

    @Override
    protected final ApiResponse handle(ApiRequest request) {
        Principal principal = AuthorizerContextCodec.decode(request.authorizerContext());
        request.rejectTokenValues();
        try {
            return handle(request, new TokenActor(principal, request.info()));
        } catch (ApiException.InvalidRequestException e) {
            throw e.mapViolations(request::locate);
        }
    }
}
