package dev.tokenry.functions.users;

import dev.tokenry.administration.DeleteUser;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Deletes a user that has no tokens left. */
public final class DeleteUserHandler extends AuthenticatedApiHandler {

    private final DeleteUser deleteUser;

    public DeleteUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteUserHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteUser = wiring.deleteUser();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        deleteUser.execute(actor, new DeleteUser.Command(request.userName(), request.precondition()));
        return ApiResponse.noContent();
    }
}
