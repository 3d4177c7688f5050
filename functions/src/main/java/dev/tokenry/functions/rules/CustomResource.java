package dev.tokenry.functions.rules;

import static java.util.Objects.requireNonNull;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.model.ApiRules;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.ScopeCatalogue;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * {@code Custom::TokenryRules}: the rules of an API in the template that makes the API. The API's id is the resource's
 * physical id, so that CloudFormation asks for the end of the old rules when another API takes the place of one.
 */
record CustomResource(ApiRulesStore store, ScopeCatalogue catalogue, CloudFormationReply reply) {

    private static final String PROPERTIES = "ResourceProperties";

    /** CloudFormation's own properties of a custom resource. */
    private static final String[] OF_CLOUDFORMATION = {"ServiceToken", "ServiceTimeout"};

    /** @throws IOException when CloudFormation cannot be told: Lambda then repeats the request, which is harmless */
    byte[] carryOut(DirectInvocation invocation) throws IOException {
        ResourceRequest request = ResourceRequest.read(invocation);
        // Before anything is done: whoever may invoke this function must not have it write where they please.
        URI address = reply.address(request.responseUrl());
        ResourceAnswer answer = invocation.orElse(
                () -> ResourceAnswer.success(request, physicalId(request, invocation)),
                reason -> ResourceAnswer.failure(request, reason));
        byte[] json = answer.json();
        reply.send(address, json);
        return json;
    }

    private String physicalId(ResourceRequest request, DirectInvocation invocation) {
        return switch (request.type()) {
            case "Create", "Update" -> put(properties(invocation));
            case "Delete" -> delete(request.physicalId());
            default ->
                throw new ApiException.InvalidRequestException(
                        "RequestType", "RequestType must be Create, Update or Delete", ParameterLocation.PAYLOAD_BODY);
        };
    }

    private String put(JsonBody properties) {
        RulesReader reader = new RulesReader(properties, RulesReader.RESOURCE, catalogue);
        String apiId = reader.apiId();
        ApiRules rules = reader.rules();
        properties.rejectUnknownFields(RulesReader.RESOURCE.namesAnd(OF_CLOUDFORMATION));
        properties.throwIfInvalid();
        store.replace(requireNonNull(apiId), requireNonNull(rules));
        return apiId;
    }

    private String delete(String physicalId) {
        if (RulesReader.isApiId(physicalId)) {
            store.delete(physicalId);
        }
        return physicalId;
    }

    private static JsonBody properties(DirectInvocation invocation) {
        return invocation.body(
                PROPERTIES, Set.of(RulesReader.RESOURCE.resultTtl(), RulesReader.RESOURCE.simpleResponses()));
    }
}
