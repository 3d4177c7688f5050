package dev.tokenry.functions.http;

import dev.tokenry.model.Principal;
import dev.tokenry.model.AuthorizerContextCodec;

/** A route behind the authorizer. Without the authorizer's word on who is asking, nothing is answered. */
public abstract class AuthenticatedApiHandler extends ApiHandler {

    protected abstract ApiResponse handle(ApiRequest request, Principal principal);

    @Override
    protected final ApiResponse handle(ApiRequest request) {
        Principal principal = AuthorizerContextCodec.decode(request.authorizerContext());
        request.rejectTokenValues();
        return handle(request, principal);
    }
}
