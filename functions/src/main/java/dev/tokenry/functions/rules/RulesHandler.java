package dev.tokenry.functions.rules;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.error.ApiException;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.aws.CustomResourceResponseSender;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.store.ApiRulesFinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts, gets or deletes the route rules of an API that uses the authorizer. Invoked directly by principals that IAM
 * admits, and by CloudFormation for custom resources.
 */
public final class RulesHandler implements RequestStreamHandler {

    private final DamagedRecords damagedRecords;
    private final PutApiRules putApiRules;
    private final DeleteApiRules deleteApiRules;
    private final ApiRulesFinder rulesFinder;
    private final ScopeReader scopeReader;
    private final RulesCustomResource customResource;

    public RulesHandler() {
        this(Wiring.fromEnvironment());
    }

    public RulesHandler(Wiring wiring) {
        damagedRecords = wiring.damagedRecords();
        putApiRules = wiring.putApiRules();
        deleteApiRules = wiring.deleteApiRules();
        rulesFinder = wiring.apiRules();
        scopeReader = wiring.scopeReader();
        customResource = new RulesCustomResource(
                putApiRules, deleteApiRules, scopeReader, wiring.customResourceResponseSender());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) throws IOException {
        IamActor actor = new IamActor(context.getFunctionName(), context.getAwsRequestId());
        DirectInvocation invocation = DirectInvocation.parse(event, context.getLogger()::log, damagedRecords);
        try {
            output.write(
                    CustomResourceResponseSender.isRequest(invocation)
                            ? customResource.handle(invocation, actor)
                            : DirectInvocation.serialize(invocation.respond(body -> handle(body, actor))));
        } finally {
            damagedRecords.publish(context.getLogger());
        }
    }

    private Map<String, Object> handle(JsonBody body, IamActor actor) {
        return switch (RulesRequest.from(body, scopeReader)) {
            case RulesRequest.Put(var apiId, var rules, var scopes) -> {
                putApiRules.execute(actor, new PutApiRules.Command(apiId, rules, scopes));
                yield toJson(apiId, rules, scopes);
            }
            case RulesRequest.Get(var apiId) -> {
                ApiRules rules = rulesFinder.find(apiId).orElseThrow(ApiException.NotFoundException::new);
                yield toJson(apiId, rules, declarations(rules));
            }
            case RulesRequest.Delete(var apiId) -> {
                deleteApiRules.execute(actor, new DeleteApiRules.Command(apiId));
                yield Map.of(RulesParser.INVOCATION.apiId(), apiId);
            }
        };
    }

    private List<ScopeDeclaration> declarations(ApiRules rules) {
        ScopeCatalogue catalogue =
                scopeReader.catalogueOf(rules.scopes().stream().map(Scope::name).toList());
        return rules.scopes().stream()
                .flatMap(scope -> catalogue.findEntry(scope.name()).stream())
                .map(entry -> new ScopeDeclaration(entry.scope(), entry.description()))
                .toList();
    }

    private static Map<String, Object> toJson(String apiId, ApiRules rules, List<ScopeDeclaration> scopes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(RulesParser.INVOCATION.apiId(), apiId);
        json.put(RulesParser.INVOCATION.rules(), rules.rules());
        json.put(RulesParser.INVOCATION.resultTtl(), rules.resultTtl().toSeconds());
        json.put(RulesParser.INVOCATION.simpleResponses(), rules.simpleResponses());
        json.put(RulesParser.INVOCATION.cachedPerSourceIp(), rules.cachedPerSourceIp());
        if (!scopes.isEmpty()) {
            json.put(
                    RulesParser.INVOCATION.scopes(),
                    scopes.stream().map(RulesHandler::toJson).toList());
        }
        return json;
    }

    private static Map<String, Object> toJson(ScopeDeclaration declaration) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(RulesParser.INVOCATION.scopeName(), declaration.scope().name());
        json.put(RulesParser.INVOCATION.scopeDescription(), declaration.description());
        return json;
    }
}
