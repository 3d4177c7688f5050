package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Lambda Managed Instances run one handler object in many threads at the same time. */
class ConcurrentRequestsTest {

    private static final int THREADS = 64;
    private static final int REPETITIONS = 20;

    private final TestStack stack = new TestStack();

    /** Every route of the template, with a token of each kind. */
    private Map<String, TestEvent> requests() {
        List<String> credentials = List.of(
                token("apiTokens.read"),
                token("apiTokens.write", "users.read"),
                token("TenantTokenManagement", "apiTokens.read", "users.write", "scopes.write", "projects.write"),
                token(),
                stack.token()
                        .scopes("apiTokens.read")
                        .disabled()
                        .issue()
                        .value()
                        .reveal(),
                TestStack.OTHER_TOKEN,
                "garbage");
        Map<String, TestEvent> requests = new TreeMap<>();
        for (String line : TestStack.routeRules().lines().toList()) {
            String[] rule = line.split(" ");
            for (int i = 0; i < credentials.size(); i++) {
                requests.put(
                        line + " " + i,
                        TestEvent.load("authorize-create")
                                .method(rule[0])
                                .set("resource", rule[1])
                                .header("Authorization", "Bearer " + credentials.get(i)));
            }
        }
        return requests;
    }

    private String token(String... scopes) {
        return stack.token().scopes(scopes).issue().value().reveal();
    }

    @Test
    void decisions_of_many_threads_are_those_of_one() throws Exception {
        Map<String, TestEvent> requests = requests();
        AuthorizeHandler alone = TestAuthorizer.of(stack);
        Map<String, String> expected = new TreeMap<>();
        for (Map.Entry<String, TestEvent> request : requests.entrySet()) {
            expected.put(request.getKey(), outcome(alone, request.getValue()));
        }
        assertThat(expected.values()).hasSizeGreaterThan(100).doesNotContainNull();
        assertThat(List.copyOf(expected.values()).stream().distinct().count()).isGreaterThan(50);

        // Due again, so that threads also write at the same time.
        stack.advance(Duration.ofMinutes(10));
        AuthorizeHandler shared = TestAuthorizer.of(stack);
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < REPETITIONS; i++) {
            requests.forEach((name, event) -> calls.add(() -> {
                assertThat(outcome(shared, event)).as(name).isEqualTo(expected.get(name));
                return null;
            }));
        }
        Collections.shuffle(calls, new Random(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        }
    }

    private String outcome(AuthorizeHandler handler, TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(event.toInputStream(), output, stack.context());
            return output.toString(StandardCharsets.UTF_8);
        } catch (UnauthorizedException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
