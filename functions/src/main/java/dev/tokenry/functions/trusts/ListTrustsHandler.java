package dev.tokenry.functions.trusts;

import dev.tokenry.administration.TrustReader;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.names.NameFilter;
import dev.tokenry.functions.names.NameList;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.TokenActor;
import java.util.Optional;

/** Lists the trusts that the caller sees in the order of their names. */
public final class ListTrustsHandler extends AuthenticatedApiHandler {

    private final TrustReader trusts;
    private final NameList<TrustRow> list;

    public ListTrustsHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListTrustsHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        trusts = wiring.trustReader();
        list = new NameList<>(
                "trusts", NameFilter.PROJECT, NameRules::isValidProject, TrustJson::row, wiring.damagedRecords());
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return list.filteredPage(
                request,
                actor.principal().tokenId(),
                project -> trusts.search(actor, Optional.of(project).filter(name -> !name.isEmpty())));
    }
}
