package dev.tokenry.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An authorizer that does what the Authorization header says. */
public final class CheckHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        CALLS.incrementAndGet();
        String wanted = ((Map<?, ?>) event.get("headers")).get("Authorization").toString();
        String arn = event.get("methodArn").toString();
        return switch (wanted) {
            case "allow" -> answer("Allow", arn);
            case "deny" -> answer("Deny", arn);
            case "other" -> answer("Allow", arn + "/other");
            case "unauthorized" -> throw new IllegalArgumentException("Unauthorized");
            case "fail" -> throw new IllegalStateException("no store");
            default -> Map.of("principalId", "ada");
        };
    }

    private static Map<String, Object> answer(String effect, String resource) {
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
