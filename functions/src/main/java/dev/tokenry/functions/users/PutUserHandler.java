package dev.tokenry.functions.users;

import dev.tokenry.administration.PutResult;
import dev.tokenry.administration.PutUser;
import dev.tokenry.administration.UserDetails;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.store.UserFinder;
import dev.tokenry.store.UserQueryStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Creates a user, or replaces everything about it except the name. */
public final class PutUserHandler extends AuthenticatedApiHandler {

    private final PutUser putUser;
    private final UserFinder users;
    private final UserQueryStore queries;
    private final TokenFieldParser fieldParser;

    public PutUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutUserHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        putUser = wiring.putUser();
        users = wiring.userFinder();
        queries = wiring.userQueries();
        fieldParser = wiring.tokenFieldParser();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.pathParameter("name");
        JsonBody body = request.body();
        AtomicReference<TokenCounts> counts = new AtomicReference<>();
        var command = new PutUser.Command(
                () -> {
                    UserDetails details = PutUserRequestParser.parse(name, body, fieldParser, users);
                    // Counted before the write: a failure must not hide that the user was changed.
                    counts.set(queries.countTokens(details.name(), UserQueryStore.MAX_COUNT));
                    return details;
                },
                request.precondition());
        PutResult<User> result = putUser.execute(actor, command);
        User user = result.value();
        Map<String, Object> json = UserJson.full(user, Objects.requireNonNull(counts.get()));
        return ApiResponse.put(result instanceof PutResult.Created, json, user.version());
    }
}
