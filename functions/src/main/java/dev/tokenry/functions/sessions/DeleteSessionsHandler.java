package dev.tokenry.functions.sessions;

import dev.tokenry.administration.DeleteSessions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;

/** Deletes all sessions of the person whose session calls. */
public final class DeleteSessionsHandler extends AuthenticatedApiHandler {

    private final DeleteSessions deleteSessions;

    public DeleteSessionsHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteSessionsHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteSessions = wiring.deleteSessions();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        deleteSessions.execute(actor);
        return ApiResponse.noContent();
    }
}
