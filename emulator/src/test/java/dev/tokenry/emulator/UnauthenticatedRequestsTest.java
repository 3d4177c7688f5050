package dev.tokenry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.RawHttp.RawResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Requests that a web page, or another program without the credentials, could send to the emulated services. */
class UnauthenticatedRequestsTest {

    private static final byte[] EMPTY_JSON = "{}".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path directory;

    private static AwsEmulator aws;

    /** A service with the JSON protocol, and an operation without parameters. */
    enum Service {
        DYNAMODB("dynamodb", "DynamoDB_20120810.ListTables", "TableNames"),
        KMS("kms", "TrentService.ListKeys", "Keys");

        final String signingName;
        final String target;
        final String result;

        Service(String signingName, String target, String result) {
            this.signingName = signingName;
            this.target = target;
            this.result = result;
        }

        URI endpoint() {
            return endpointOf(name());
        }

        /** Returns the headers of a request with the signature of the SDK. */
        Map<String, String> signed(String host, String region, byte[] body, AwsCredentials credentials) {
            SdkHttpRequest request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(URI.create("http://" + host + "/"))
                    .putHeader("X-Amz-Target", target)
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                    .build();
            Map<String, String> headers = new LinkedHashMap<>();
            AwsV4HttpSigner.create()
                    .sign(signing -> signing.identity(credentials)
                            .request(request)
                            .payload(ContentStreamProvider.fromByteArray(body))
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signingName))
                    .request()
                    .forEachHeader((name, values) -> headers.put(name, values.getFirst()));
            headers.put("Content-Length", Integer.toString(body.length));
            return headers;
        }

        Map<String, String> signed(AwsCredentials credentials) {
            return signed(endpoint().getAuthority(), aws.region(), EMPTY_JSON, credentials);
        }

        RawResponse send(Map<String, String> headers) throws Exception {
            return RawHttp.send(endpoint(), "POST", "/", headers, EMPTY_JSON);
        }
    }

    @BeforeAll
    static void start() {
        aws = AwsEmulator.start(directory);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_request_with_the_credentials_of_this_start_is_accepted(Service service) throws Exception {
        RawResponse response = service.send(service.signed(credentials()));

        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.text()).contains(service.result);
    }

    @ParameterizedTest
    @EnumSource
    void a_signed_request_for_localhost_is_accepted(Service service) throws Exception {
        String host = "localhost:" + service.endpoint().getPort();
        assertThat(service.send(service.signed(host, aws.region(), EMPTY_JSON, credentials()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void a_signed_request_for_another_host_name_is_rejected(Service service) throws Exception {
        String host = "evil.example:" + service.endpoint().getPort();
        RawResponse response = service.send(service.signed(host, aws.region(), EMPTY_JSON, credentials()));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text()).doesNotContain(service.result);
    }

    /** Headers that are changed after signing, and the type of the error. */
    record Rejected(String description, Map<String, String> changes, String type) {
        @Override
        public String toString() {
            return description;
        }
    }

    static final Rejected[] REJECTED = {
        new Rejected("no signature", Map.of("Authorization", ""), "MissingAuthenticationTokenException"),
        new Rejected("a token", Map.of("Authorization", "Bearer abc"), "IncompleteSignatureException"),
        new Rejected(
                "no signature in the header",
                Map.of("Authorization", "AWS4-HMAC-SHA256 Credential=A/20260101/eu-central-1/kms/aws4_request"),
                "IncompleteSignatureException"),
        new Rejected("no date", Map.of("X-Amz-Date", ""), "IncompleteSignatureException"),
        new Rejected("another date", Map.of("X-Amz-Date", "20200101T000000Z"), "InvalidSignatureException"),
        new Rejected("no session token", Map.of("X-Amz-Security-Token", ""), "UnrecognizedClientException"),
        new Rejected("another session token", Map.of("X-Amz-Security-Token", "abc"), "UnrecognizedClientException"),
        new Rejected("another operation", Map.of("X-Amz-Target", "TrentService.Other"), "InvalidSignatureException"),
    };

    static Stream<Object[]> rejected() {
        return Stream.of(Service.values())
                .flatMap(service -> Stream.of(REJECTED).map(rejected -> new Object[] {service, rejected}));
    }

    @ParameterizedTest
    @MethodSource
    void rejected(Service service, Rejected rejected) throws Exception {
        Map<String, String> headers = service.signed(credentials());
        rejected.changes().forEach((name, value) -> {
            if (value.isEmpty()) {
                headers.remove(name);
            } else {
                headers.put(name, value);
            }
        });
        RawResponse response = service.send(headers);

        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(response.text()).contains(rejected.type()).doesNotContain(service.result);
    }

    @ParameterizedTest
    @EnumSource
    void another_body_or_region_than_signed_is_rejected(Service service) throws Exception {
        String host = service.endpoint().getAuthority();
        byte[] other = "{ }".getBytes(StandardCharsets.US_ASCII);

        Map<String, String> otherBody = service.signed(host, aws.region(), other, credentials());
        otherBody.put("Content-Length", Integer.toString(EMPTY_JSON.length));
        assertThat(service.send(otherBody).text()).contains("InvalidSignatureException");
        assertThat(service.send(service.signed(host, "us-east-1", EMPTY_JSON, credentials()))
                        .text())
                .contains("InvalidSignatureException");
    }

    /** A presigned upload URL contains the access key id and the session token, but not the secret access key. */
    @ParameterizedTest
    @EnumSource
    void knowing_what_a_presigned_url_contains_is_not_enough(Service service) throws Exception {
        AwsSessionCredentials known = AwsSessionCredentials.create(
                credentials().accessKeyId(), "guessed", credentials().sessionToken());
        assertThat(service.send(service.signed(known)).text()).contains("InvalidSignatureException");
    }

    @Test
    void an_sdk_with_other_credentials_gets_an_error() {
        var other = StaticCredentialsProvider.create(AwsBasicCredentials.create("OTHER", "other"));
        try (DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws);
                KmsClient kms = SdkClients.kms(aws)) {
            assertThatThrownBy(() -> dynamoDb.listTables(
                            request -> request.overrideConfiguration(it -> it.credentialsProvider(other))))
                    .isInstanceOf(AwsServiceException.class)
                    .hasMessageContaining("The security token included in the request is invalid");
            assertThatThrownBy(() ->
                            kms.listKeys(request -> request.overrideConfiguration(it -> it.credentialsProvider(other))))
                    .isInstanceOf(AwsServiceException.class)
                    .hasMessageContaining("The security token included in the request is invalid");
        }
    }

    @Test
    void a_preflight_request_of_a_web_page_permits_nothing() throws Exception {
        for (Service service : Service.values()) {
            RawResponse response = RawHttp.send(
                    service.endpoint(),
                    "OPTIONS",
                    "/",
                    Map.of(
                            "Host", service.endpoint().getAuthority(),
                            "Origin", "https://evil.example",
                            "Access-Control-Request-Method", "POST",
                            "Access-Control-Request-Headers", "authorization,x-amz-target"),
                    new byte[0]);
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).doesNotContainIgnoringCase("Access-Control-Allow");
        }
    }

    static final String[] SERVICES = {"CLOUDFORMATION", "DYNAMODB", "EVENTBRIDGE", "KMS", "S3", "SESV2", "SNS"};

    @ParameterizedTest
    @FieldSource("SERVICES")
    void an_unsigned_request_for_another_host_name_is_rejected(String service) throws Exception {
        URI endpoint = endpointOf(service);
        for (String host :
                new String[] {"evil.example", "evil.example:" + endpoint.getPort(), "127.0.0.1.evil.example"}) {
            for (String method : new String[] {"GET", "POST", "PUT", "OPTIONS"}) {
                RawResponse response = RawHttp.send(endpoint, method, "/", Map.of("Host", host), new byte[0]);
                assertThat(response.status()).as(host).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_request_without_a_host_name_or_with_two_is_rejected(String service) throws Exception {
        URI endpoint = endpointOf(service);
        String two = "GET / HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\nHost: evil.example\r\n\r\n";

        assertThat(RawHttp.send(endpoint, "GET / HTTP/1.1\r\n\r\n", new byte[0]).status())
                .isIn(400, 403);
        assertThat(RawHttp.send(endpoint, two, new byte[0]).status()).isIn(400, 403);
    }

    @Test
    void an_unsigned_request_to_a_service_that_keeps_messages_is_rejected() throws Exception {
        for (String service : new String[] {"EVENTBRIDGE", "SESV2", "SNS"}) {
            URI endpoint = endpointOf(service);
            Map<String, String> headers = Map.of("Host", endpoint.getAuthority(), "Content-Length", "2");
            RawResponse response = RawHttp.send(endpoint, "POST", "/v2/email/outbound-emails", headers, EMPTY_JSON);
            assertThat(response.status()).as(service).isEqualTo(400);
            assertThat(response.text()).contains("MissingAuthenticationTokenException");
        }
    }

    @Test
    void every_start_has_other_credentials() {
        try (AwsEmulator other = AwsEmulator.start(directory.resolve("other"))) {
            for (String variable : new String[] {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}) {
                assertThat(other.environment().get(variable))
                        .isNotNull()
                        .isNotEqualTo(aws.environment().get(variable));
            }
        }
    }

    private static URI endpointOf(String service) {
        return URI.create(aws.environment().get("AWS_ENDPOINT_URL_" + service));
    }

    private static AwsSessionCredentials credentials() {
        Map<String, String> variables = aws.environment();
        return AwsSessionCredentials.create(
                variables.get("AWS_ACCESS_KEY_ID"),
                variables.get("AWS_SECRET_ACCESS_KEY"),
                variables.get("AWS_SESSION_TOKEN"));
    }
}
