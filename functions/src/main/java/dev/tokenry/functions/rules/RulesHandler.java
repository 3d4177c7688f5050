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
    private final RulesCustomResource customResource;

    public RulesHandler() {
        this(Wiring.fromEnvironment());
    }

    public RulesHandler(Wiring wiring) {
        store = wiring.apiRules();
        customResource = new RulesCustomResource(store, catalogue, wiring.customResourceResponseSender());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) throws IOException {
        DirectInvocation invocation = DirectInvocation.parse(event, context.getLogger()::log);
        output.write(
                CustomResourceRequest.isPresentIn(invocation)
                        ? customResource.handle(invocation)
                        : DirectInvocation.serialize(invocation.respond(this::handle)));
    }

    private Map<String, Object> handle(JsonBody body) {
        return switch (RulesRequest.from(body, catalogue)) {
            case RulesRequest.Put(var apiId, var rules) -> {
                store.replace(apiId, rules);
                yield toJson(apiId, rules);
            }
            case RulesRequest.Get(var apiId) -> toJson(apiId, store.find(apiId).orElseThrow(ApiException.NotFoundException::new));
            case RulesRequest.Delete(var apiId) -> {
                store.delete(apiId);
                yield Map.of(RulesParser.INVOCATION.apiId(), apiId);
            }
        };
    }

    private static Map<String, Object> toJson(String apiId, ApiRules rules) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(RulesParser.INVOCATION.apiId(), apiId);
        json.put(RulesParser.INVOCATION.rules(), rules.rules());
        json.put(RulesParser.INVOCATION.resultTtl(), rules.resultTtl().toSeconds());
        json.put(RulesParser.INVOCATION.simpleResponses(), rules.simpleResponses());
        return json;
    }
}
