package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Concurrent requests, on one token or on several. */
@ExtendWith(SharedStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrencyIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final int CLIENTS = 16;

    private final ApiClient admin;

    ConcurrencyIT(TestStack stack) {
        admin = stack.admin();
    }

    /** Each concurrent request has its own instances, and two cores cannot start all of them within their timeouts. */
    @BeforeAll
    void warmUp() throws Exception {
        for (int clients = 2; clients <= CLIENTS; clients += 7) {
            runConcurrently(clients, this::createRegenerateDelete);
        }
    }

    @Test
    void concurrent_regenerations_leave_one_valid_secret() throws Exception {
        IssuedToken contested = admin.create("{'name':'contested','scopes':['metrics.read']}");

        List<ApiReply> replies =
                runConcurrently(CLIENTS, () -> admin.post(TOKENS + "/" + contested.id() + "/regenerate"));

        assertThat(replies).extracting(ApiReply::status).containsOnly(200, 409).contains(409);
        assertFailedRepliesContainNoSecret(replies);
        assertThat(countValidSecrets(replies)).isOne();
        assertThat(admin.withToken(contested).isAuthenticated()).isFalse();
    }

    @Test
    void concurrent_regenerations_with_overlap_leave_two_valid_secrets() throws Exception {
        IssuedToken contested = admin.create("{'name':'contested','scopes':['metrics.read']}");

        List<ApiReply> replies = runConcurrently(
                CLIENTS,
                () -> admin.post(
                        TOKENS + "/" + contested.id() + "/regenerate", TestJson.format("{'overlapSeconds':60}")));

        assertThat(replies).extracting(ApiReply::status).isSubsetOf(200, 409).contains(200);
        assertFailedRepliesContainNoSecret(replies);
        long validSecrets =
                countValidSecrets(replies) + (admin.withToken(contested).isAuthenticated() ? 1 : 0);
        assertThat(validSecrets).isEqualTo(2);
    }

    @Test
    void concurrent_self_rotations_leave_one_valid_secret() throws Exception {
        IssuedToken rotor = admin.create("{'name':'rotor','scopes':['apiTokens.rotateSelf']}");

        List<ApiReply> replies =
                runConcurrently(CLIENTS, () -> admin.withToken(rotor).post(TOKENS + "/" + rotor.id() + "/regenerate"));

        // 401: the secret was replaced before the authorizer read the token.
        assertThat(replies).extracting(ApiReply::status).isSubsetOf(200, 409, 401);
        assertFailedRepliesContainNoSecret(replies);
        assertThat(countValidSecrets(replies)).isOne();
    }

    @Test
    void concurrent_create_and_delete_succeed() throws Exception {
        List<ApiReply> replies = new ArrayList<>();
        for (List<ApiReply> each : runConcurrently(CLIENTS, this::createRegenerateDelete)) {
            replies.addAll(each);
        }

        assertThat(replies).extracting(ApiReply::status).containsOnly(201, 200, 204);
    }

    @Test
    void a_token_is_deleted_despite_concurrent_changes() throws Exception {
        IssuedToken contested = admin.create("{'name':'contested','scopes':['metrics.read']}");
        String path = TOKENS + "/" + contested.id();
        List<Supplier<ApiReply>> calls = List.of(
                () -> admin.delete(path),
                () -> admin.put(path, TestJson.format("{'name':'%s'}", Math.random())),
                () -> admin.post(path + "/regenerate"),
                () -> admin.get(path));
        AtomicInteger index = new AtomicInteger();

        List<ApiReply> replies = runConcurrently(CLIENTS, () -> {
            return calls.get(index.getAndIncrement() % calls.size()).get();
        });

        assertThat(replies).extracting(ApiReply::status).isSubsetOf(200, 204, 404, 409);
        admin.get(path).expectError(404);
        for (ApiReply reply : replies) {
            if (reply.body().contains("\"token\"")) {
                assertThat(admin.withToken(IssuedToken.from(reply)).isAuthenticated())
                        .isFalse();
            }
        }
    }

    private List<ApiReply> createRegenerateDelete() {
        ApiReply created =
                admin.post(TOKENS, TestJson.format("{'name':'raced','scopes':['metrics.read'],'owner':'racer'}"));
        if (created.status() != 201) {
            return List.of(created);
        }
        String path = TOKENS + "/" + created.string("id");
        return List.of(created, admin.post(path + "/regenerate"), admin.delete(path));
    }

    private long countValidSecrets(List<ApiReply> replies) {
        return replies.stream()
                .filter(reply -> reply.status() == 200)
                .filter(reply -> admin.withToken(IssuedToken.from(reply)).isAuthenticated())
                .count();
    }

    private static void assertFailedRepliesContainNoSecret(List<ApiReply> replies) {
        for (ApiReply reply : replies) {
            if (reply.status() != 200) {
                reply.expectError(reply.status());
                assertThat(reply.body()).doesNotContainPattern("[A-Z2-7]{64}");
            }
        }
    }

    private static <T> List<T> runConcurrently(int clients, Callable<T> call) throws Exception {
        CountDownLatch ready = new CountDownLatch(clients);
        List<Future<T>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : all) {
            results.add(each.get());
        }
        return results;
    }
}
