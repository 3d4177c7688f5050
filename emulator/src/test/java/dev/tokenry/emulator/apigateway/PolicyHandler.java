package dev.tokenry.emulator.apigateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An authorizer whose result is selected by the {@code Authorization} header. */
public final class PolicyHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    static final AtomicInteger INVOCATIONS = new AtomicInteger();

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        INVOCATIONS.incrementAndGet();
        String authorization =
                ((Map<?, ?>) event.get("headers")).get("Authorization").toString();
        String arn = event.get("methodArn").toString();
        return switch (authorization) {
            case "allow" -> policy("Allow", arn);
            case "deny" -> policy("Deny", arn);
            case "other" -> policy("Allow", arn + "/other");
            case "unauthorized" -> throw new IllegalArgumentException("Unauthorized");
            case "fail" -> throw new IllegalStateException("no store");
            default -> Map.of("principalId", "ada");
        };
    }

    private static Map<String, Object> policy(String effect, String resource) {
        return Map.of(
                "principalId", "ada",
                "policyDocument",
                        Map.of(
                                "Version",
                                "2012-10-17",
                                "Statement",
                                List.of(Map.of(
                                        "Action", "execute-api:Invoke", "Effect", effect, "Resource", resource))),
                "context", Map.of("message", "Scope missing", "level", 3, "admin", true));
    }
}
