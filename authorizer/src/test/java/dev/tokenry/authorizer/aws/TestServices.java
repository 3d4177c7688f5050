package dev.tokenry.authorizer.aws;

import dev.tokenry.aws.Environment;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Services of the authorizer at the endpoints of a test. */
final class TestServices {

    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private TestServices() {}

    static CrtServices at(String url) {
        return at(url, "tokens", Map.of(), InstantSource.system());
    }

    static CrtServices at(String url, String table, Map<String, String> more, InstantSource clock) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "TABLE_NAME", table,
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
                "AWS_ENDPOINT_URL", url));
        variables.putAll(more);
        return CrtServices.of(new Environment(variables), clock, new Random(1));
    }
}
