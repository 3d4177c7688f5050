package dev.tokenry.functions.aws;

import dev.tokenry.functions.http.DirectInvocation;
import java.io.IOException;

/**
 * A request of CloudFormation for a custom resource ("Custom resource request objects" in its guide), without the
 * properties.
 *
 * @param physicalId the id in the response to the previous request, or {@link #NOT_CREATED}
 */
record CustomResourceRequest(
        String type, String responseUrl, String stackId, String requestId, String logicalId, String physicalId) {

    /**
     * The physical id of a resource that was not created. CloudFormation deletes such a resource like any other. No API
     * has this id, so that the deletion does not remove existing rules.
     */
    static final String NOT_CREATED = "not-made";

    static final String TYPE = "RequestType";

    static boolean isPresentIn(DirectInvocation invocation) {
        return invocation.has(TYPE);
    }

    static CustomResourceRequest from(DirectInvocation invocation) throws IOException {
        return new CustomResourceRequest(
                required(TYPE, invocation),
                required("ResponseURL", invocation),
                required("StackId", invocation),
                required("RequestId", invocation),
                required("LogicalResourceId", invocation),
                invocation.string("PhysicalResourceId").orElse(NOT_CREATED));
    }

    private static String required(String name, DirectInvocation invocation) throws IOException {
        return invocation.string(name).orElseThrow(() -> new IOException("CloudFormation's request has no " + name));
    }
}
