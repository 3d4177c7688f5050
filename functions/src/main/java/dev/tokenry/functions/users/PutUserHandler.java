package dev.tokenry.functions.users;

import dev.tokenry.administration.UserChanges;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.Principal;
import dev.tokenry.model.User;
import java.time.InstantSource;
import java.util.Map;

/** Creates a user, or replaces all of one but the name. */
public final class PutUserHandler extends Endpoint {

    private final UserStore store;
    private final UserChanges users;
    private final TokenFields fields;
    private final InstantSource clock;

    public PutUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutUserHandler(Wiring wiring) {
        store = wiring.users();
        users = wiring.userChanges();
        fields = wiring.tokenFields();
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        UserPermissions.requireMayWrite(caller);
        UserAsked asked = UserAsked.read(UserPath.anyName(request), request.body(), fields);
        UserChanges.PutResult put = users.put(asked.name(), request.expected(), old -> {
            User next = asked.instead(old, clock.instant());
            UserPermissions.requireMayReplace(caller, old, next);
            return next;
        });
        Map<String, Object> json =
                UserJson.complete(put.user(), store.countTokens(asked.name(), GetUserHandler.LARGEST_COUNT));
        return (put.created() ? Answer.created(json) : Answer.ok(json))
                .atVersion(put.user().version());
    }
}
