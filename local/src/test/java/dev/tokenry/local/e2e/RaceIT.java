package dev.tokenry.local.e2e;

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

/** Many at once, on one token or on all. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final int MANY = 16;

    private final Caller admin;

    RaceIT(TestStack stack) {
        admin = stack.admin();
    }

    /** Each concurrent request has instances of its own, and two cores cannot start them all within their limits. */
    @BeforeAll
    void warmUp() throws Exception {
        for (int number = 2; number <= MANY; number += 7) {
            together(number, this::createRegenerateDelete);
        }
    }

    @Test
    void of_many_regenerates_at_most_one_secret_lives() throws Exception {
        Issued contested = admin.create("{'name':'contested','scopes':['metrics.read']}");

        List<Reply> replies = together(MANY, () -> admin.post(TOKENS + "/" + contested.id() + "/regenerate"));

        assertThat(replies).extracting(Reply::status).containsOnly(200, 409).contains(409);
        assertLosersGotNothing(replies);
        assertThat(liveSecrets(replies)).isOne();
        assertThat(admin.with(contested).isIn()).isFalse();
    }

    @Test
    void an_overlap_leaves_two_secrets_at_most() throws Exception {
        Issued contested = admin.create("{'name':'contested','scopes':['metrics.read']}");

        List<Reply> replies = together(
                MANY,
                () -> admin.post(TOKENS + "/" + contested.id() + "/regenerate", Json.of("{'overlapSeconds':60}")));

        assertThat(replies).extracting(Reply::status).isSubsetOf(200, 409).contains(200);
        assertLosersGotNothing(replies);
        long live = liveSecrets(replies) + (admin.with(contested).isIn() ? 1 : 0);
        assertThat(live).isEqualTo(2);
    }

    @Test
    void a_token_that_rotates_itself_many_times_at_once_keeps_one_secret() throws Exception {
        Issued rotor = admin.create("{'name':'rotor','scopes':['apiTokens.rotateSelf']}");

        List<Reply> replies = together(MANY, () -> admin.with(rotor).post(TOKENS + "/" + rotor.id() + "/regenerate"));

        // 401: the secret was gone before the authorizer looked.
        assertThat(replies).extracting(Reply::status).isSubsetOf(200, 409, 401);
        assertLosersGotNothing(replies);
        assertThat(liveSecrets(replies)).isOne();
    }

    @Test
    void creating_and_deleting_at_once_breaks_nothing() throws Exception {
        List<Reply> replies = new ArrayList<>();
        for (List<Reply> each : together(MANY, this::createRegenerateDelete)) {
            replies.addAll(each);
        }

        assertThat(replies).extracting(Reply::status).containsOnly(201, 200, 204);
    }

    @Test
    void one_token_is_deleted_once_whoever_else_changes_it() throws Exception {
        Issued contested = admin.create("{'name':'contested','scopes':['metrics.read']}");
        String path = TOKENS + "/" + contested.id();
        List<Supplier<Reply>> calls = List.of(
                () -> admin.delete(path),
                () -> admin.put(path, Json.of("{'name':'%s'}", Math.random())),
                () -> admin.post(path + "/regenerate"),
                () -> admin.get(path));
        AtomicInteger turn = new AtomicInteger();

        List<Reply> replies = together(MANY, () -> {
            return calls.get(turn.getAndIncrement() % calls.size()).get();
        });

        assertThat(replies).extracting(Reply::status).isSubsetOf(200, 204, 404, 409);
        admin.get(path).isError(404);
        for (Reply reply : replies) {
            if (reply.body().contains("\"token\"")) {
                assertThat(admin.with(Issued.in(reply)).isIn()).isFalse();
            }
        }
    }

    private List<Reply> createRegenerateDelete() {
        Reply created = admin.post(TOKENS, Json.of("{'name':'raced','scopes':['metrics.read'],'owner':'racer'}"));
        if (created.status() != 201) {
            return List.of(created);
        }
        String path = TOKENS + "/" + created.text("id");
        return List.of(created, admin.post(path + "/regenerate"), admin.delete(path));
    }

    private long liveSecrets(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> reply.status() == 200)
                .filter(reply -> admin.with(Issued.in(reply)).isIn())
                .count();
    }

    private static void assertLosersGotNothing(List<Reply> replies) {
        for (Reply reply : replies) {
            if (reply.status() != 200) {
                reply.isError(reply.status());
                assertThat(reply.body()).doesNotContainPattern("[A-Z2-7]{64}");
            }
        }
    }

    private static <T> List<T> together(int number, Callable<T> call) throws Exception {
        CountDownLatch ready = new CountDownLatch(number);
        List<Future<T>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < number; i++) {
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
