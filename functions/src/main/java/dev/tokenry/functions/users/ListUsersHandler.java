package dev.tokenry.functions.users;

import dev.tokenry.administration.UserReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.names.NameList;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.UserRow;

/** Lists users in the order of their names. */
public final class ListUsersHandler extends AuthenticatedApiHandler {

    private final UserReader users;
    private final NameList<UserRow> list;

    public ListUsersHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListUsersHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        users = wiring.userReader();
        list = new NameList<>("users", ListUsersHandler::isKey, UserJson::row, wiring.damagedRecords());
    }

    private static boolean isKey(String text) {
        return OwnerName.parse(text).filter(name -> name.key().equals(text)).isPresent();
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return list.page(request, actor.principal().tokenId(), users.search(actor));
    }
}
