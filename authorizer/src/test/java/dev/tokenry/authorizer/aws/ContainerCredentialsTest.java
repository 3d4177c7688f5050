package dev.tokenry.authorizer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.authorizer.aws.ScriptedService.Request;
import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import dev.tokenry.aws.CallSettings;
import dev.tokenry.aws.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Credentials after a snapshot restore, where Lambda sets no variables with keys ("Using credentials with SnapStart" in
 * the Lambda guide). The CRT reads the variables of its process, so that the calls are made in one of their own.
 */
class ContainerCredentialsTest {

    private static final Duration LIFETIME = Duration.ofSeconds(3);

    /** Makes two calls, with a pause in which credentials expire. */
    static final class Calls {

        private Calls() {}

        public static void main(String... arguments) throws InterruptedException {
            CrtServices services =
                    CrtServices.of(new Environment(System.getenv()), InstantSource.system(), new Random(1));
            CallSettings settings = CallSettings.DYNAMODB.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60));
            services.table(settings).getItem("key");
            Thread.sleep(LIFETIME.plusSeconds(1));
            services.table(settings).getItem("key");
        }
    }

    @Test
    void credentials_are_read_from_the_endpoint_and_again_when_they_expire() throws Exception {
        try (ScriptedService service = new ScriptedService()) {
            ScriptedReply ok = ScriptedReply.of(200, "{}");
            service.reply(
                    credentials("FIRST", Instant.now().plus(LIFETIME)),
                    ok,
                    credentials("SECOND", Instant.now().plus(1, ChronoUnit.HOURS)),
                    ok);

            assertThat(run(service)).isZero();

            assertThat(service.requests()).extracting(Request::method).containsExactly("GET", "POST", "GET", "POST");
            List<Request> requests = service.requests();
            assertThat(List.of(requests.get(0), requests.get(2)))
                    .allSatisfy(
                            request -> assertThat(request.headers()).containsEntry("authorization", "secret of it"));
            assertThat(requests.get(1).headers())
                    .containsEntry("x-amz-security-token", "session of FIRST")
                    .extractingByKey("authorization")
                    .asString()
                    .contains("Credential=FIRST/");
            assertThat(requests.get(3).headers())
                    .containsEntry("x-amz-security-token", "session of SECOND")
                    .extractingByKey("authorization")
                    .asString()
                    .contains("Credential=SECOND/");
        }
    }

    private static int run(ScriptedService service) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Calls.class.getName());
        java.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        java.environment()
                .putAll(Map.of(
                        "TABLE_NAME", "tokens",
                        "AWS_REGION", "eu-central-1",
                        "AWS_ENDPOINT_URL", service.url(),
                        // Connections without a request would count as requests of the script.
                        "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI", service.url() + "/credentials",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "secret of it"));
        return java.inheritIO().start().waitFor();
    }

    private static ScriptedReply credentials(String keyId, Instant expiration) {
        return ScriptedReply.of(200, """
                {"AccessKeyId":"%s","SecretAccessKey":"secret of %s","Token":"session of %s","Expiration":"%s"}""".formatted(keyId, keyId, keyId, expiration.truncatedTo(ChronoUnit.SECONDS)));
    }
}
