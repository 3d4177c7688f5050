package dev.tokenry.functions.trusts;

import dev.tokenry.administration.ExplainTrust;
import dev.tokenry.administration.ExplainTrust.Explanation;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains what the conditions of a trust find in claims. */
public final class ExplainTrustHandler extends AuthenticatedApiHandler {

    private final ExplainTrust explainTrust;

    public ExplainTrustHandler() {
        this(Wiring.fromEnvironment());
    }

    public ExplainTrustHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        explainTrust = wiring.explainTrust();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.recordName();
        JsonObject claims = ClaimsParser.parse(request.body());
        return ApiResponse.ok(json(explainTrust.execute(actor, name, claims)));
    }

    private static Map<String, Object> json(Explanation explanation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("matches", explanation.matches());
        explanation.violatedRule().ifPresent(reason -> json.put("violatedRule", reason.id()));
        json.put(
                "conditions",
                explanation.findings().stream().map(ExplainTrustHandler::json).toList());
        return json;
    }

    private static Map<String, Object> json(ExplainTrust.Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", claim(finding));
        json.put("holds", finding.matches());
        json.put("found", finding.found().id());
        return json;
    }

    /** Returns the claim as the condition has it. */
    private static Object claim(ExplainTrust.Finding finding) {
        List<String> names = finding.condition().claim().names();
        return names.size() == 1 ? names.getFirst() : names;
    }
}
