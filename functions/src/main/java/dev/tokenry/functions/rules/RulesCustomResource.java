package dev.tokenry.functions.rules;

import static java.util.Objects.requireNonNull;

import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.aws.CustomResourceResponseSender;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.ScopeDeclaration;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * The custom resource {@code Custom::TokenryRules}: the rules of an API and the scopes that it declares, in the template that creates the API. The id of
 * the API is the physical id, so that CloudFormation deletes the old rules if the API is replaced by another.
 */
record RulesCustomResource(
        PutApiRules putApiRules,
        DeleteApiRules deleteApiRules,
        ScopeReader scopeReader,
        CustomResourceResponseSender responseSender) {

    private static final String PROPERTIES = "ResourceProperties";

    /** CloudFormation's own properties of a custom resource. */
    private static final Set<String> CLOUDFORMATION_PROPERTIES = Set.of("ServiceToken", "ServiceTimeout");

    /** @throws IOException when the response cannot be sent. Lambda then retries, which is safe because requests are idempotent. */
    byte[] handle(DirectInvocation invocation, IamActor actor) throws IOException {
        CustomResourceRequest request = CustomResourceRequest.from(invocation);
        // First, so that a caller of this function cannot make it send data to any other address.
        URI responseUrl = responseSender.validateUrl(request.responseUrl());
        CustomResourceResponse response = invocation.orElse(
                () -> CustomResourceResponse.success(request, physicalId(request, invocation, actor)),
                reason -> CustomResourceResponse.failure(request, reason));
        byte[] json = response.toJson();
        responseSender.send(responseUrl, json);
        return json;
    }

    private String physicalId(CustomResourceRequest request, DirectInvocation invocation, IamActor actor) {
        return switch (request.type()) {
            case "Create", "Update" -> put(parseProperties(invocation), actor);
            case "Delete" -> delete(request.physicalId(), actor);
            default ->
                throw new ApiException.InvalidRequestException(
                        "RequestType",
                        ViolationReason.UNKNOWN_VALUE,
                        "RequestType must be Create, Update or Delete",
                        ParameterLocation.PAYLOAD_BODY);
        };
    }

    private String put(JsonBody properties, IamActor actor) {
        RulesParser parser = new RulesParser(properties, RulesParser.CUSTOM_RESOURCE, scopeReader);
        String apiId = parser.apiId();
        List<ScopeDeclaration> scopes = parser.scopes();
        ApiRules rules = parser.rules(scopes);
        properties.ignore(CLOUDFORMATION_PROPERTIES);
        properties.throwIfInvalid();
        putApiRules.execute(actor, new PutApiRules.Command(requireNonNull(apiId), requireNonNull(rules), scopes));
        return apiId;
    }

    private String delete(String physicalId, IamActor actor) {
        if (RulesParser.isApiId(physicalId)) {
            deleteApiRules.execute(actor, new DeleteApiRules.Command(physicalId));
        }
        return physicalId;
    }

    private static JsonBody parseProperties(DirectInvocation invocation) {
        return invocation.body(
                PROPERTIES,
                Set.of(RulesParser.CUSTOM_RESOURCE.resultTtl(), RulesParser.CUSTOM_RESOURCE.simpleResponses()));
    }
}
