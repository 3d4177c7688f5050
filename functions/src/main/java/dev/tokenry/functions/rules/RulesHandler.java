package dev.tokenry.functions.rules;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.model.ApiRules;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ScopeCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts, gets or deletes the rules of an API that attaches the authorizer, for whoever IAM lets, and for CloudFormation. */
public final class RulesHandler implements RequestStreamHandler {

    private final ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
    private final ApiRulesStore store;
    private final CustomResource resource;

    public RulesHandler() {
        this(Wiring.fromEnvironment());
    }

    public RulesHandler(Wiring wiring) {
        store = wiring.apiRules();
        resource = new CustomResource(store, catalogue, wiring.customResourceResponseSender());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        DirectInvocation invocation = DirectInvocation.parse(event, context.getLogger()::log);
        answer.write(
                ResourceRequest.isIn(invocation)
                        ? resource.carryOut(invocation)
                        : DirectInvocation.serialize(invocation.respond(this::answer)));
    }

    private Map<String, Object> answer(JsonBody body) {
        return switch (Call.read(body, catalogue)) {
            case Call.Put(var apiId, var rules) -> {
                store.replace(apiId, rules);
                yield json(apiId, rules);
            }
            case Call.Get(var apiId) -> json(apiId, store.find(apiId).orElseThrow(ApiException.NotFoundException::new));
            case Call.Delete(var apiId) -> {
                store.delete(apiId);
                yield Map.of(RulesReader.CALL.apiId(), apiId);
            }
        };
    }

    private static Map<String, Object> json(String apiId, ApiRules rules) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(RulesReader.CALL.apiId(), apiId);
        json.put(RulesReader.CALL.rules(), rules.rules());
        json.put(RulesReader.CALL.resultTtl(), rules.resultTtl().toSeconds());
        json.put(RulesReader.CALL.simpleResponses(), rules.simpleResponses());
        return json;
    }
}
