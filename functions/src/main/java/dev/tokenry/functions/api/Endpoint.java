package dev.tokenry.functions.api;

import dev.tokenry.model.Principal;
import dev.tokenry.model.AuthorizerContextCodec;

/** A route behind the authorizer. Without the authorizer's word on who is asking, nothing is answered. */
public abstract class Endpoint extends OpenEndpoint {

    protected abstract Answer answer(Request request, Principal caller);

    @Override
    protected final Answer answer(Request request) {
        Principal caller = AuthorizerContextCodec.decode(request.authorizer());
        request.refuseWholeTokens();
        return answer(request, caller);
    }
}
