package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditional requests: with {@code If-Match}, a change applies only to the given version. */
@ExtendWith(SharedStackExtension.class)
class IfMatchIT {

    private static final String TOKENS = "/v2/apiTokens/";
    private static final int CLIENTS = 16;

    private final ApiClient admin;

    IfMatchIT(TestStack stack) {
        admin = stack.admin();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | '' | {'name':'new'} | 204",
                "PATCH | '' | {'name':'new'} | 200",
                "DELETE | '' | '' | 204",
                "POST | /regenerate | '' | 200"
            },
            quoteCharacter = '"')
    void every_change_honours_if_match(String method, String pathSuffix, String json, int successStatus) {
        IssuedToken issued = admin.create("{'name':'n','scopes':['metrics.read']}");
        String path = TOKENS + issued.id() + unquote(pathSuffix);
        String etag = admin.get(TOKENS + issued.id()).header("ETag");
        admin.put(TOKENS + issued.id(), Json.format("{'name':'changed'}")).expectStatus(204);

        for (String stale : List.of(etag, "W/\"2\"", "\"1\", \"3\"")) {
            send(method, path, unquote(json), stale).expectError(412);
        }
        for (String malformed : List.of("2", "\"2", "*, \"2\"")) {
            send(method, path, unquote(json), malformed).expectViolations("HEADER", "If-Match");
        }
        ApiReply unchanged = admin.get(TOKENS + issued.id());
        assertThat(unchanged.header("ETag")).isEqualTo("\"2\"");
        assertThat(unchanged.string("name")).isEqualTo("changed");
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();

        send(method, path, unquote(json), "\"1\", \"2\"").expectStatus(successStatus);
    }

    @Test
    void reads_and_last_use_do_not_change_the_version() {
        IssuedToken issued = admin.create("{'name':'n','scopes':['metrics.read']}");
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
        String etag = admin.get(TOKENS + issued.id()).header("ETag");

        ApiReply patched =
                send("PATCH", TOKENS + issued.id(), "{'name':'m'}", etag).expectStatus(200);

        send("PATCH", TOKENS + issued.id(), "{'name':'n'}", patched.header("ETag"))
                .expectStatus(200);
        send("DELETE", TOKENS + issued.id(), "", "*").expectStatus(204);
        send("DELETE", TOKENS + issued.id(), "", "*").expectError(404);
    }

    @Test
    void exactly_one_of_many_concurrent_regenerations_of_one_version_succeeds() throws Exception {
        warmUp();
        IssuedToken contested = admin.create("{'name':'contested','scopes':['metrics.read']}");
        String etag = admin.get(TOKENS + contested.id()).header("ETag");

        List<ApiReply> replies = runConcurrently(CLIENTS, () -> send("POST", TOKENS + contested.id() + "/regenerate", "", etag));

        assertThat(replies).extracting(ApiReply::status).containsOnlyOnce(200).containsOnly(200, 412);
        for (ApiReply reply : replies) {
            if (reply.status() == 200) {
                assertThat(admin.withToken(IssuedToken.from(reply)).isAuthenticated()).isTrue();
            } else {
                reply.expectError(412);
            }
        }
        assertThat(admin.get(TOKENS + contested.id()).header("ETag")).isEqualTo("\"2\"");
        assertThat(admin.withToken(contested).isAuthenticated()).isFalse();
    }

    /** Starts function instances step by step, because two cores cannot start all of them within their timeouts. */
    private void warmUp() throws Exception {
        IssuedToken other = admin.create("{'name':'warm','scopes':['metrics.read']}");
        for (int clients = 2; clients <= CLIENTS; clients += 7) {
            runConcurrently(clients, () -> admin.post(TOKENS + other.id() + "/regenerate"));
        }
    }

    private ApiReply send(String method, String path, String json, String ifMatch) {
        return Http.send(admin.request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .method(method, BodyPublishers.ofString(Json.format(json))));
    }

    private static String unquote(String text) {
        return text.equals("''") ? "" : text;
    }

    private static List<ApiReply> runConcurrently(int clients, Supplier<ApiReply> call) throws Exception {
        CountDownLatch ready = new CountDownLatch(clients);
        List<Future<ApiReply>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.get();
                }));
            }
        }
        List<ApiReply> replies = new ArrayList<>();
        for (Future<ApiReply> each : all) {
            replies.add(each.get());
        }
        return replies;
    }
}
