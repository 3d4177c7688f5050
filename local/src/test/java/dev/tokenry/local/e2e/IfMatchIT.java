package dev.tokenry.local.e2e;

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

/** Whoever names the version that they saw changes that one, or nothing. */
@ExtendWith(SharedStack.class)
class IfMatchIT {

    private static final String TOKENS = "/v2/apiTokens/";
    private static final int MANY = 16;

    private final Caller admin;

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
    void every_change_honours_it(String method, String more, String json, int done) {
        Issued issued = admin.create("{'name':'n','scopes':['metrics.read']}");
        String path = TOKENS + issued.id() + bare(more);
        String etag = admin.get(TOKENS + issued.id()).header("ETag");
        admin.put(TOKENS + issued.id(), Json.of("{'name':'meanwhile'}")).is(204);

        for (String stale : List.of(etag, "W/\"2\"", "\"1\", \"3\"")) {
            send(method, path, bare(json), stale).isError(412);
        }
        for (String malformed : List.of("2", "\"2", "*, \"2\"")) {
            send(method, path, bare(json), malformed).names("HEADER", "If-Match");
        }
        Reply still = admin.get(TOKENS + issued.id());
        assertThat(still.header("ETag")).isEqualTo("\"2\"");
        assertThat(still.text("name")).isEqualTo("meanwhile");
        assertThat(admin.with(issued).isIn()).isTrue();

        send(method, path, bare(json), "\"1\", \"2\"").is(done);
    }

    @Test
    void last_use_and_looking_leave_the_version() {
        Issued issued = admin.create("{'name':'n','scopes':['metrics.read']}");
        assertThat(admin.with(issued).isIn()).isTrue();
        String etag = admin.get(TOKENS + issued.id()).header("ETag");

        Reply patched =
                send("PATCH", TOKENS + issued.id(), "{'name':'m'}", etag).is(200);

        send("PATCH", TOKENS + issued.id(), "{'name':'n'}", patched.header("ETag"))
                .is(200);
        send("DELETE", TOKENS + issued.id(), "", "*").is(204);
        send("DELETE", TOKENS + issued.id(), "", "*").isError(404);
    }

    @Test
    void of_many_regenerates_of_one_version_exactly_one_succeeds() throws Exception {
        warmUp();
        Issued contested = admin.create("{'name':'contested','scopes':['metrics.read']}");
        String etag = admin.get(TOKENS + contested.id()).header("ETag");

        List<Reply> replies = together(MANY, () -> send("POST", TOKENS + contested.id() + "/regenerate", "", etag));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(200).containsOnly(200, 412);
        for (Reply reply : replies) {
            if (reply.status() == 200) {
                assertThat(admin.with(Issued.in(reply)).isIn()).isTrue();
            } else {
                reply.isError(412);
            }
        }
        assertThat(admin.get(TOKENS + contested.id()).header("ETag")).isEqualTo("\"2\"");
        assertThat(admin.with(contested).isIn()).isFalse();
    }

    /** Each concurrent request has an instance of its own, and two cores cannot start them all within their limits. */
    private void warmUp() throws Exception {
        Issued other = admin.create("{'name':'warm','scopes':['metrics.read']}");
        for (int number = 2; number <= MANY; number += 7) {
            together(number, () -> admin.post(TOKENS + other.id() + "/regenerate"));
        }
    }

    private Reply send(String method, String path, String json, String ifMatch) {
        return Http.send(admin.request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .method(method, BodyPublishers.ofString(Json.of(json))));
    }

    private static String bare(String text) {
        return text.equals("''") ? "" : text;
    }

    private static List<Reply> together(int number, Supplier<Reply> call) throws Exception {
        CountDownLatch ready = new CountDownLatch(number);
        List<Future<Reply>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < number; i++) {
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.get();
                }));
            }
        }
        List<Reply> replies = new ArrayList<>();
        for (Future<Reply> each : all) {
            replies.add(each.get());
        }
        return replies;
    }
}
