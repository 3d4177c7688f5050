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
record ResourceAnswer(
        ResourceRequest request,
        String physicalId,
        @Nullable String reason) {

    /** CloudFormation reads no more, in bytes. */
    static final int LARGEST = 4096;

    private static final int STEP = 64;

    static ResourceAnswer success(ResourceRequest request, String physicalId) {
        return new ResourceAnswer(request, physicalId, null);
    }

    /** The resource keeps its name: another would have CloudFormation delete what is there. */
    static ResourceAnswer failure(ResourceRequest request, String reason) {
        return new ResourceAnswer(request, request.physicalId(), reason);
    }

    byte[] json() {
        byte[] json = DirectInvocation.serialize(fields(reason));
        // How many bytes a character takes is for the writer to know: shorter, until it fits.
        for (int length = LARGEST; reason != null && json.length > LARGEST && length > 0; length -= STEP) {
            json = DirectInvocation.serialize(fields(cut(reason, length)));
        }
        return json;
    }

    private Map<String, String> fields(@Nullable String why) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Status", why == null ? "SUCCESS" : "FAILED");
        if (why != null) {
            fields.put("Reason", why);
        }
        fields.put("PhysicalResourceId", physicalId);
        fields.put("StackId", request.stackId());
        fields.put("RequestId", request.requestId());
        fields.put("LogicalResourceId", request.logicalId());
        return fields;
    }

    private static String cut(String text, int length) {
        int end = Math.min(length, text.length());
        boolean splits = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end) + "…";
    }
}
