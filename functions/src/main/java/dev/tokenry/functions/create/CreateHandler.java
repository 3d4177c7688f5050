package dev.tokenry.functions.create;

import dev.tokenry.access.Grants;
import dev.tokenry.access.Issued;
import dev.tokenry.access.Issuer;
import dev.tokenry.access.Reach;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.store.UserFinder;
import dev.tokenry.token.Principal;
import java.time.Instant;
import java.time.InstantSource;

/** Issues a token, and shows it this once. */
public final class CreateHandler extends Endpoint {

    private final Issuer issuer;
    private final Reach reach;
    private final UserFinder users;
    private final TokenFields fields;
    private final InstantSource clock;

    public CreateHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateHandler(Wiring wiring) {
        issuer = wiring.issuer(wiring.peppers());
        reach = wiring.reach();
        users = wiring.users();
        fields = wiring.tokenFields();
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        Grants.requireCurrentSecret(caller);
        reach.requireMayManage(caller);
        Instant now = clock.instant();
        NewToken asked =
                NewToken.read(request.body(), fields, users, caller, now).requireGrantedBy(caller);
        Issued issued = issuer.issue(asked.origin(), asked.settings());
        return Answer.created(TokenJson.issued(issued.whole().reveal(), issued.token(), now))
                .with("Location", request.path() + "/" + issued.token().id());
    }
}
