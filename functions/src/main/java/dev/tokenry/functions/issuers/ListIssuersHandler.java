package dev.tokenry.functions.issuers;

import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.model.TokenActor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists the issuers by name. The damaged ones, of which no more than the name is known, are the last. */
public final class ListIssuersHandler extends AuthenticatedApiHandler {

    private final IssuerFinder issuers;
    private final DamagedRecords damagedRecords;

    public ListIssuersHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListIssuersHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        issuers = wiring.issuerFinder();
        damagedRecords = wiring.damagedRecords();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        List<String> damaged = new ArrayList<>();
        List<Map<String, Object>> json = new ArrayList<>();
        issuers.list(damaged::add).forEach(issuer -> json.add(IssuerJson.summary(issuer)));
        damaged.forEach(name -> json.add(IssuerJson.damaged(name)));
        damagedRecords.add(damaged.size());
        return ApiResponse.ok(Map.of("issuers", json));
    }
}
