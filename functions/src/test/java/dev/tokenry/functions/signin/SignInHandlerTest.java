package dev.tokenry.functions.signin;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.functions.PublicEndpointContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SignInHandlerTest implements StoreContract, PublicEndpointContract {

    private static final String ISSUER = "https://login.example";

    private final TestStack stack = new TestStack();
    private final SignInHandler handler = new SignInHandler(stack.wiring());

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("sign-in");
    }

    @Test
    @Override
    public void responses_are_not_cacheable() {
        assertThat(call(request()).headers()).containsEntry("Cache-Control", "max-age=60");
    }

    @Test
    void without_issuers_the_list_is_empty() {
        stack.trusts()
                .put("ci", stack.issuers().put("github", IssuerKind.GITHUB, "https://github.example"), "web", "ci");

        assertThat(call(request()).body()).isEqualTo("{\"issuers\":[]}");
        assertThat(stack.keyFetcher().fetched()).isEmpty();
    }

    @Test
    void each_trust_of_an_issuer_is_a_way_to_sign_in() {
        Issuer issuer = stack.issuers().put("people", IssuerKind.PEOPLE, ISSUER);
        stack.trusts().putForPeople("console", issuer);
        stack.trusts().putForPeople("cli", issuer);

        TestResponse response = call(request());

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.json().get("issuers")).hasSize(2);
        assertThat(response.json().get("issuers").get(1)).isEqualTo(TestResponse.json("""
                {
                  "name": "people",
                  "label": "people",
                  "trust": "console",
                  "issuer": "https://login.example",
                  "authorizationEndpoint": "https://login.example/authorize",
                  "endSessionEndpoint": "https://login.example/end-session",
                  "clientId": "tokenry-console",
                  "scope": "openid",
                  "redirectUris": ["https://tokens.example.com/console/signed-in"]
                }"""));
    }

    @Test
    void label_and_missing_end_of_the_session_are_shown() {
        Issuer issuer = stack.issuers().put("people", IssuerKind.PEOPLE, ISSUER);
        stack.issuers().replace(issuer, withLabel(issuer, "Acme Inc."), STAMP);
        stack.trusts().putForPeople("console", issuer);
        stack.keyFetcher()
                .fetchBy(name -> new KeyFetchResult.Fetched(
                        TestKeys.keySet(), new ProviderEndpoints(name + "/authorize", name + "/token", null)));

        assertThat(call(request()).json().get("issuers").get(0).get("label").textValue())
                .isEqualTo("Acme Inc.");
        assertThat(call(request()).json().get("issuers").get(0).has("endSessionEndpoint"))
                .isFalse();
    }

    @Test
    void what_is_disabled_expired_or_of_an_earlier_issuer_is_left_out() {
        Issuer issuer = stack.issuers().put("people", IssuerKind.PEOPLE, ISSUER);
        Issuer off = stack.issuers().put("off", IssuerKind.PEOPLE, ISSUER);
        stack.issuers().replace(off, off.withEnabled(false), STAMP);
        stack.trusts().putForPeople("of-off", off);
        Trust disabled = stack.trusts().putForPeople("disabled", issuer);
        stack.trusts().replace(disabled, disabled.withEnabled(false), STAMP);
        Trust expired = stack.trusts().putForPeople("expired", issuer);
        stack.trusts().replace(expired, expiredAt(expired), STAMP);
        stack.trusts().putForPeople("earlier", withId(issuer, "ffff"));

        assertThat(call(request()).body()).isEqualTo("{\"issuers\":[]}");
    }

    @Test
    void issuer_that_is_unavailable_is_left_out_unless_it_is_the_only_one() {
        Issuer one = stack.issuers().put("one", IssuerKind.PEOPLE, ISSUER);
        Issuer two = stack.issuers().put("two", IssuerKind.PEOPLE, "https://two.example");
        stack.trusts().putForPeople("console-one", one);
        stack.trusts().putForPeople("console-two", two);
        stack.keyFetcher().fail(Step.DISCOVERY, DocumentFailure.TIMEOUT);

        TestResponse unavailable = call(request());
        assertError(unavailable, 503, "The service is temporarily unavailable. Retry later.");
        assertThat(unavailable.headers()).containsEntry("Retry-After", "60");
        assertThat(stack.metrics().getLast()).contains("\"FailedKeyFetches\":2");
        // A failure is not remembered, and no issuer is asked again within a minute.
        stack.keyFetcher()
                .fetchBy(issuer -> issuer.equals(ISSUER)
                        ? new KeyFetchResult.Failed(Step.DISCOVERY, DocumentFailure.TIMEOUT)
                        : new KeyFetchResult.Fetched(
                                TestKeys.keySet(),
                                new ProviderEndpoints(issuer + "/authorize", issuer + "/token", null)));
        assertThat(call(request()).status()).isEqualTo(503);
        assertThat(stack.keyFetcher().fetched()).hasSize(2);
        stack.advance(Duration.ofMinutes(1));
        assertThat(call(request()).json().get("issuers").findValuesAsText("name"))
                .containsExactly("two");
    }

    /** Each fetch waits until all have begun: one after the other, they would never end. */
    @Test
    void issuers_are_asked_side_by_side() {
        CyclicBarrier all = new CyclicBarrier(3);
        for (String name : new String[] {"a", "b", "c"}) {
            Issuer issuer = stack.issuers().put(name, IssuerKind.PEOPLE, "https://" + name + ".example");
            stack.trusts().putForPeople("console-" + name, issuer);
            stack.trusts().putForPeople("cli-" + name, issuer);
        }
        stack.keyFetcher().fetchBy(issuer -> {
            await(all);
            return issuer.startsWith("https://b")
                    ? new KeyFetchResult.Failed(Step.DISCOVERY, DocumentFailure.TIMEOUT)
                    : new KeyFetchResult.Fetched(
                            TestKeys.keySet(), new ProviderEndpoints(issuer + "/authorize", issuer + "/token", null));
        });

        assertThat(call(request()).json().get("issuers").findValuesAsText("trust"))
                .containsExactly("cli-a", "console-a", "cli-c", "console-c");
        assertThat(stack.keyFetcher().fetched()).hasSize(3);
        assertThat(stack.metrics().getLast()).contains("\"KeyFetches\":2", "\"FailedKeyFetches\":1");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void response_is_remembered_for_a_minute() {
        Issuer issuer = stack.issuers().put("people", IssuerKind.PEOPLE, ISSUER);
        stack.trusts().putForPeople("console", issuer);
        String body = call(request()).body();
        stack.issuers().replace(issuer, issuer.withEnabled(false), STAMP);

        stack.advance(Duration.ofSeconds(59));
        assertThat(call(request()).body()).isEqualTo(body);
        assertThat(call(request()).headers()).containsEntry("Cache-Control", "max-age=1");
        stack.advance(Duration.ofSeconds(1));
        assertThat(call(request()).body()).isEqualTo("{\"issuers\":[]}");
    }

    @Test
    void damaged_records_do_not_hide_others() {
        Issuer issuer = stack.issuers().put("people", IssuerKind.PEOPLE, ISSUER);
        stack.issuers().put("broken", IssuerKind.PEOPLE, ISSUER);
        stack.issuers().damage("broken");
        stack.trusts().putForPeople("console", issuer);
        stack.trusts().putForPeople("other", issuer);
        stack.trusts().damage("other");

        assertThat(call(request()).json().get("issuers").findValuesAsText("trust"))
                .containsExactly("console");
        assertThat(stack.metrics()).anyMatch(metric -> metric.contains("\"DamagedRecords\":2"));
    }

    private static Issuer withLabel(Issuer issuer, String label) {
        SignIn signIn = issuer.signIn();
        return new Issuer(
                issuer.name(),
                issuer.id(),
                issuer.kind(),
                issuer.issuer(),
                issuer.audiences(),
                null,
                true,
                issuer.maxAge(),
                new SignIn(signIn.clientId(), signIn.redirectUris(), signIn.scope(), null, label),
                true,
                issuer.version());
    }

    private static Issuer withId(Issuer issuer, String id) {
        return new Issuer(
                issuer.name(),
                id,
                issuer.kind(),
                issuer.issuer(),
                issuer.audiences(),
                null,
                true,
                issuer.maxAge(),
                issuer.signIn(),
                true,
                issuer.version());
    }

    private static Trust expiredAt(Trust trust) {
        return new Trust(
                trust.name(),
                trust.id(),
                trust.issuerName(),
                trust.issuerId(),
                trust.conditions(),
                trust.grant(),
                null,
                true,
                TestStack.NOW,
                trust.createdBy(),
                trust.createdAt(),
                null,
                null,
                trust.version());
    }
}
