package dev.tokenry.authorizer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.authorizer.aws.ScriptedService.Request;
import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import dev.tokenry.aws.CallSettings;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ConditionalUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests have the signature that the AWS SDK gives the same request. */
class SignatureTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42Z");
    private static final PepperKeys KEYS = PepperKeys.parse("1=arn:aws:kms:eu-central-1:123456789012:key/one", "1");

    private final ScriptedService service = new ScriptedService();

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    /** Session tokens of roles with many tags are that long. */
    @ParameterizedTest
    @ValueSource(ints = {0, 900, 4 * 1024, 8 * 1024})
    void every_request_is_signed_as_by_the_sdk(int sessionTokenLength) {
        String sessionToken = "Tokn+/=".repeat(sessionTokenLength).substring(0, sessionTokenLength);
        call(sessionToken, InstantSource.fixed(NOW));

        assertThat(service.requests())
                .extracting(Request::operation)
                .containsExactly("GenerateMac", "GetItem", "BatchGetItem", "UpdateItem");
        for (Request request : service.requests()) {
            assertThat(request.headers().get("authorization"))
                    .as(request.operation())
                    .isEqualTo(signature(request, sessionToken, NOW));
            assertThat(request.headers().get("x-amz-security-token"))
                    .isEqualTo(sessionToken.isEmpty() ? null : sessionToken);
        }
    }

    @Test
    void service_whose_clock_differs_is_signed_for_with_its_time() {
        Instant actual = Instant.parse("2026-03-18T11:07:42Z");
        service.reply(
                ScriptedReply.of(
                        400, "{\"__type\":\"InvalidSignatureException\"}", "Date: Wed, 18 Mar 2026 11:07:42 GMT\r\n"),
                ScriptedReply.of(200, "{}"));
        CrtServices services = TestServices.at(service.url(), "tokens", Map.of(), InstantSource.fixed(NOW));
        CallSettings settings = CallSettings.DYNAMODB.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60));

        assertThat(services.table(settings).getItem("key")).isEmpty();
        assertThat(services.table(settings).getItem("key")).isEmpty();

        assertThat(service.requests().stream()
                        .map(request -> request.headers().get("authorization"))
                        .toList())
                .isEqualTo(List.of(
                        signature(service.requests().get(0), "", NOW),
                        signature(service.requests().get(1), "", actual),
                        signature(service.requests().get(2), "", actual)));
    }

    @Test
    void trace_of_the_invocation_is_passed_on() {
        System.setProperty("com.amazonaws.xray.traceHeader", "Root=1-5759e988-bd862e3fe1be46a994272793");
        try {
            call("", Clock.tickMillis(ZoneOffset.UTC));
        } finally {
            System.clearProperty("com.amazonaws.xray.traceHeader");
        }

        assertThat(service.requests())
                .extracting(request -> request.headers().get("x-amzn-trace-id"))
                .containsOnly("Root=1-5759e988-bd862e3fe1be46a994272793");
    }

    private void call(String sessionToken, InstantSource clock) {
        Map<String, String> session = sessionToken.isEmpty() ? Map.of() : Map.of("AWS_SESSION_TOKEN", sessionToken);
        CrtServices services = TestServices.at(service.url(), "tokens-Ω", session, clock);
        String mac = Base64.getEncoder().encodeToString(new byte[32]);
        service.reply(ScriptedReply.of(200, "{\"Mac\":\"" + mac + "\",\"Responses\":{}}"));
        CallSettings settings = CallSettings.DYNAMODB.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60));
        services.pepperSource(KEYS, settings).derive(1);
        services.table(settings).getItem("key \"Ω\u0007");
        services.table(settings).getTogether(List.of("a", "b"));
        services.table(settings)
                .updateIdempotent(
                        "key",
                        new ConditionalUpdate(
                                "SET #a = :a", "x", Map.of("#a", "a"), Map.of(":a", Attribute.fromS("😀"))));
    }

    private String signature(Request request, String sessionToken, Instant time) {
        AwsCredentialsIdentity credentials = sessionToken.isEmpty()
                ? AwsCredentialsIdentity.create(TestServices.ACCESS_KEY, TestServices.SECRET_KEY)
                : AwsSessionCredentialsIdentity.create(TestServices.ACCESS_KEY, TestServices.SECRET_KEY, sessionToken);
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(service.url() + request.path()));
        Stream.of("host", "content-type", "content-length", "x-amz-target", "x-amzn-trace-id")
                .filter(request.headers()::containsKey)
                .forEach(name -> unsigned.putHeader(name, request.headers().get(name)));
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(unsigned.build())
                        .payload(() -> new ByteArrayInputStream(request.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service(request))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private static String service(Request request) {
        return request.operation().equals("GenerateMac") ? "kms" : "dynamodb";
    }
}
