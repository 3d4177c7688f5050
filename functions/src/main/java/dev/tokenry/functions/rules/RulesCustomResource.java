package dev.tokenry.functions.rules;

import static java.util.Objects.requireNonNull;

import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.functions.aws.CustomResourceResponseSender;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.ScopeDeclaration;
import java.io.IOException;
import java.util.List;

/**
 * The custom resource {@code Custom::TokenryRules}: the rules of an API and the scopes that it declares, in the
 * template that creates the API. The id of the API is the physical id, so that CloudFormation deletes the old rules if
 * the API is replaced by another.
 */
record RulesCustomResource(
        PutApiRules putApiRules,
        DeleteApiRules deleteApiRules,
        ScopeReader scopeReader,
        CustomResourceResponseSender responseSender) {

    /**
     * @throws IOException when the response cannot be sent. Lambda then retries, which is safe because requests are
     *     idempotent.
     */
    byte[] handle(DirectInvocation invocation, IamActor actor) throws IOException {
        return responseSender.respond(
                invocation, () -> put(parseProperties(invocation), actor), physicalId -> delete(physicalId, actor));
    }

    private String put(JsonBody properties, IamActor actor) {
        RulesParser parser = new RulesParser(properties, RulesParser.CUSTOM_RESOURCE, scopeReader);
        String apiId = parser.apiId();
        List<ScopeDeclaration> scopes = parser.scopes();
        ApiRules rules = parser.rules(scopes);
        properties.throwIfInvalid();
        putApiRules.execute(actor, new PutApiRules.Command(requireNonNull(apiId), requireNonNull(rules), scopes));
        return apiId;
    }

    private void delete(String physicalId, IamActor actor) {
        if (RulesParser.isApiId(physicalId)) {
            deleteApiRules.execute(actor, new DeleteApiRules.Command(physicalId));
        }
    }

    private static JsonBody parseProperties(DirectInvocation invocation) {
        return CustomResourceResponseSender.properties(invocation, RulesParser.CUSTOM_RESOURCE.scalars());
    }
}
