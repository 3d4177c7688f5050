package dev.tokenry.functions.aws;

import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response to CloudFormation ("Custom resource response objects" in its guide).
 *
 * @param reason the cause of a failure; null for success
 */
record CustomResourceResponse(
        CustomResourceRequest request,
        String physicalId,
        @Nullable String reason) {

    /** The maximum size of a response, in bytes. */
    static final int MAX_BYTES = 4096;

    private static final int TRUNCATION_STEP = 64;

    static CustomResourceResponse success(CustomResourceRequest request, String physicalId) {
        return new CustomResourceResponse(request, physicalId, null);
    }

    /** Keeps the physical id: with another, CloudFormation would delete the existing rules. */
    static CustomResourceResponse failure(CustomResourceRequest request, String reason) {
        return new CustomResourceResponse(request, request.physicalId(), reason);
    }

    byte[] toJson() {
        byte[] json = DirectInvocation.serialize(fields(reason));
        // Shortens the text until it fits, because the number of bytes of a character depends on its JSON encoding.
        for (int length = MAX_BYTES;
                reason != null && json.length > MAX_BYTES && length > 0;
                length -= TRUNCATION_STEP) {
            json = DirectInvocation.serialize(fields(Text.truncate(reason, length)));
        }
        return json;
    }

    private Map<String, String> fields(@Nullable String failureReason) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Status", failureReason == null ? "SUCCESS" : "FAILED");
        if (failureReason != null) {
            fields.put("Reason", failureReason);
        }
        fields.put("PhysicalResourceId", physicalId);
        fields.put("StackId", request.stackId());
        fields.put("RequestId", request.requestId());
        fields.put("LogicalResourceId", request.logicalId());
        return fields;
    }
}
