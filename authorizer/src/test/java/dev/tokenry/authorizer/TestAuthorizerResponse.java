package dev.tokenry.authorizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A response of the authorizer, evaluated like API Gateway does. */
record TestAuthorizerResponse(JsonNode json) {

    static TestAuthorizerResponse call(AuthorizeHandler authorizer, TestEvent event, TestStack stack)
            throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        authorizer.handleRequest(event.toInputStream(), output, stack.context());
        return new TestAuthorizerResponse(TestResponse.json(output.toString(StandardCharsets.UTF_8)));
    }

    /** Returns whether the policy allows a request with this ARN. */
    boolean allows(String arn) {
        return resources("Allow").stream().anyMatch(each -> matchesWildcard(each, arn))
                && resources("Deny").stream().noneMatch(each -> matchesWildcard(each, arn));
    }

    List<String> resources(String effect) {
        List<String> resources = new ArrayList<>();
        for (JsonNode statement : json.at("/policyDocument/Statement")) {
            if (statement.get("Effect").textValue().equals(effect)) {
                JsonNode resource = statement.get("Resource");
                (resource.isArray() ? resource : List.of(resource)).forEach(each -> resources.add(each.textValue()));
            }
        }
        return resources;
    }

    String context(String key) {
        return json.at("/context/" + key).textValue();
    }

    private static boolean matchesWildcard(String pattern, String arn) {
        return arn.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
