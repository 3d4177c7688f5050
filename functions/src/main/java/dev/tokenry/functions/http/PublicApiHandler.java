package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;

/** Handles requests of a route without an authorizer, whose parameters are in the body alone. */
public abstract class PublicApiHandler extends ApiHandler {

    /** @param damagedRecords counts the damaged records of requests */
    protected PublicApiHandler(DamagedRecords damagedRecords) {
        super(damagedRecords);
    }

    protected abstract ApiResponse respond(ApiRequest request);

    @Override
    protected final ApiResponse handle(ApiRequest request) {
        request.rejectAllButBody();
        try {
            return respond(request);
        } catch (ApiException.InvalidRequestException e) {
            throw e.mapViolations(request::locate);
        }
    }
}
