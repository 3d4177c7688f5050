package dev.tokenry.functions.users;

import dev.tokenry.administration.UserChanges;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.model.Principal;
import dev.tokenry.model.User;
import java.time.InstantSource;
import java.util.Map;

/** Creates a user, or replaces all of one but the name. */
public final class PutUserHandler extends AuthenticatedApiHandler {

    private final UserQueryStore store;
    private final UserChanges userChanges;
    private final TokenFieldParser fieldParser;
    private final InstantSource clock;

    public PutUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutUserHandler(Wiring wiring) {
        store = wiring.userQueries();
        userChanges = wiring.userChanges();
        fieldParser = wiring.tokenFieldParser();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        UserPermissions.requireMayWrite(principal);
        PutUserRequest asked = PutUserRequest.from(UserNameParameter.raw(request), request.body(), fieldParser);
        UserChanges.PutResult put = userChanges.put(asked.name(), request.precondition(), old -> {
            User next = asked.toUser(old, clock.instant());
            UserPermissions.requireMayReplace(principal, old, next);
            return next;
        });
        Map<String, Object> json =
                UserJson.full(put.user(), store.countTokens(asked.name(), UserQueryStore.MAX_COUNT));
        return (put.created() ? ApiResponse.created(json) : ApiResponse.ok(json))
                .withETag(put.user().version());
    }
}
