package dev.tokenry.functions.rules;

import dev.tokenry.functions.http.DirectInvocation;
import java.io.IOException;

/**
 * What CloudFormation says about a custom resource ("Custom resource request objects" in its guide), beside the
 * properties.
 *
 * @param physicalId what the resource was called by the answer to the last request; see {@link #NOT_CREATED}
 */
record CustomResourceRequest(
        String type, String responseUrl, String stackId, String requestId, String logicalId, String physicalId) {

    /**
     * The name of a resource that could not be made. CloudFormation deletes it like any other, and no API is called so:
     * else the end of a failed attempt would be the end of rules that somebody else gave.
     */
    static final String NOT_CREATED = "not-made";

    private static final String TYPE = "RequestType";

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
