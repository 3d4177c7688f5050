package dev.tokenry.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.aws.SignedCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** SNS and SES below the HTTP client, with the requests that they have taken. */
public final class TestMessaging implements SdkHttpClient {

    private final List<JsonNode> mails = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> publications = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body = "{}";

    SignedCalls calls(String service) {
        return new SignedCalls(
                this,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                "eu-central-1",
                service,
                URI.create("http://localhost:1"));
    }

    /** Responds with this from now on. Only what is taken with 200 is recorded. */
    public void respondWith(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    /** Returns the requests of SES. */
    public List<JsonNode> mails() {
        return List.copyOf(mails);
    }

    /** Returns the requests of SNS. */
    public List<Map<String, String>> publications() {
        return List.copyOf(publications);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                if (status == 200) {
                    take(request);
                }
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(status).build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private void take(HttpExecuteRequest request) throws IOException {
        String text;
        try (InputStream stream = request.contentStreamProvider().orElseThrow().newStream()) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (request.httpRequest().encodedPath().equals("/v2/email/outbound-emails")) {
            mails.add(TestResponse.json(text));
        } else {
            publications.add(form(text));
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        Stream.of(text.split("&"))
                .map(field -> field.split("=", 2))
                .forEach(field -> form.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        return form;
    }

    @Override
    public void close() {}
}
