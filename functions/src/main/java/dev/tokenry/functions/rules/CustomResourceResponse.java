package dev.tokenry.functions.rules;

import dev.tokenry.functions.http.DirectInvocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CloudFormation is told ("Custom resource response objects" in its guide).
 *
 * @param reason why it failed; null when it did not
 */
record CustomResourceResponse(
        CustomResourceRequest request,
        String physicalId,
        @Nullable String reason) {

    /** CloudFormation reads no more, in bytes. */
    static final int MAX_BYTES = 4096;

    private static final int TRUNCATION_STEP = 64;

    static CustomResourceResponse success(CustomResourceRequest request, String physicalId) {
        return new CustomResourceResponse(request, physicalId, null);
    }

    /** The resource keeps its name: another would have CloudFormation delete what is there. */
    static CustomResourceResponse failure(CustomResourceRequest request, String reason) {
        return new CustomResourceResponse(request, request.physicalId(), reason);
    }

    byte[] toJson() {
        byte[] json = DirectInvocation.serialize(fields(reason));
        // How many bytes a character takes is for the writer to know: shorter, until it fits.
        for (int length = MAX_BYTES; reason != null && json.length > MAX_BYTES && length > 0; length -= TRUNCATION_STEP) {
            json = DirectInvocation.serialize(fields(truncate(reason, length)));
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

    private static String truncate(String text, int length) {
        int end = Math.min(length, text.length());
        boolean splitsSurrogatePair = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsSurrogatePair ? end - 1 : end) + "…";
    }
}
