package dev.tokenry.functions.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.BodyContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestAnswer;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.get.GetHandler;
import dev.tokenry.functions.regenerate.RegenerateHandler;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupHandlerTest implements StoreContract, BodyContract {

    private static final String WELL_FORMED_AND_UNKNOWN = TestStack.OTHER;

    private final TestStack stack = new TestStack();
    private final LookupHandler handler = new LookupHandler(stack.wiring());
    private final Token reader = stack.token()
            .as(TestStack.CALLER)
            .scopes("apiTokens.read", "apiTokens.write")
            .kept();
    private Token target;

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
        if (target == null) {
            target = stack.token()
                    .as(TestStack.OTHER)
                    .expiresIn(Duration.ofDays(14))
                    .kept();
        }
        return TestEvent.read("lookup").by(reader);
    }

    @Test
    void a_whole_token_leads_to_its_record() {
        TestAnswer answer = answer(request());

        TestAnswer got =
                stack.call(new GetHandler(stack.wiring()), TestEvent.read("get").by(reader));
        assertThat(answer).isEqualTo(got);
        assertThat(answer.text("id")).isEqualTo(target.id().value());
        assertThat(answer.headers()).containsEntry("ETag", "\"1\"");
        assertNowhere(TestStack.OTHER, answer);
    }

    @Test
    void looking_up_changes_nothing() {
        answer(request());

        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    @Test
    void disabled_and_expired_tokens_are_found() {
        IssuedToken disabled = stack.token().disabled().issue();
        IssuedToken expired = stack.token().expiresIn(Duration.ofMinutes(1)).issue();
        stack.pass(Duration.ofMinutes(2));

        for (IssuedToken each : List.of(disabled, expired)) {
            String whole = each.value().reveal();
            assertThat(stack.isLive(whole)).isFalse();
            assertThat(answer(lookup(whole)).text("id"))
                    .isEqualTo(each.token().id().value());
        }
    }

    @Test
    void a_previous_secret_finds_the_token_for_as_long_as_it_works() {
        TestEvent regenerate = TestEvent.read("regenerate")
                .by(reader)
                .with("overlapSeconds", 60)
                .path("id", request() == null ? "" : target.id().value());
        String current =
                stack.call(new RegenerateHandler(stack.wiring()), regenerate).text("token");

        assertThat(answer(lookup(current)).status()).isEqualTo(200);
        assertThat(answer(lookup(TestStack.OTHER)).text("previousSecretValidUntil"))
                .isNotBlank();
        stack.pass(Duration.ofSeconds(60));
        assertThat(answer(lookup(current)).status()).isEqualTo(200);
        assertUnknown(lookup(TestStack.OTHER));
    }

    @Test
    void unknown_wrong_and_invisible_tokens_are_alike() {
        TestAnswer unknown = answer(lookup(WELL_FORMED_AND_UNKNOWN));
        IssuedToken foreign = stack.token().owner("anna").issue();
        IssuedToken replaced = stack.token().issue();
        IssuedToken deleted = stack.token().issue();
        stack.tokens().delete(deleted.token());
        String id = replaced.token().id().value();
        stack.call(
                new RegenerateHandler(stack.wiring()),
                TestEvent.read("regenerate").by(reader).path("id", id));

        assertError(unknown, 404, "There is nothing here.");
        for (IssuedToken each : List.of(foreign, replaced, deleted)) {
            TestAnswer answer = answer(lookup(each.value().reveal()));
            assertThat(answer).isEqualTo(unknown);
            assertNowhere(each.value().reveal(), answer);
        }
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.read").kept();
        IssuedToken sibling = stack.token().project("webshop").issue();
        IssuedToken elsewhere = stack.token().project("backoffice").issue();

        assertUnknown(lookup(elsewhere.value().reveal()).by(bound));
        assertThat(answer(lookup(sibling.value().reveal()).by(bound)).status()).isEqualTo(200);
    }

    @Test
    void who_manages_all_tokens_finds_those_of_every_owner() {
        IssuedToken foreign = stack.token().owner("anna").issue();

        assertThat(answer(TestEvent.read("lookup").with("token", foreign.value().reveal()))
                        .text("owner"))
                .isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "tk0c01",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.A",
                "TK0C01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7K",
                "zz0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J",
                " tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J",
                "Api-Token tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J"
            })
    void what_is_no_token_is_as_unknown_and_costs_no_read(String text) {
        TestEvent event = request().with("token", text);
        stack.tokens().goAway();

        assertUnknown(event);
        assertThat(stack.log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "null"})
    void a_token_is_a_string(String token) {
        assertInvalid(request().body("{\"token\":" + token + "}"), "token PAYLOAD_BODY");
    }

    @Test
    void a_token_is_required() {
        assertInvalid(request().body("{}"), "token PAYLOAD_BODY");
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
    }

    @Test
    void a_whole_token_is_taken_in_this_one_field_and_nowhere_else() {
        String token = TestStack.OTHER;
        assertTokenRefused(request().body(null).with("token", List.of(token)), "token[0] PAYLOAD_BODY");
        assertTokenRefused(request().body(null).with("token", Map.of("token", token)), "token.token PAYLOAD_BODY");
        assertTokenRefused(request().with("Token", token), "Token PAYLOAD_BODY");
        assertTokenRefused(request().with("x", Map.of("token", token)), "x.token PAYLOAD_BODY");
    }

    @Test
    void a_key_that_is_away_is_neither_a_yes_nor_a_no() {
        TestEvent request = request();
        stack.pepperGoesAway();
        LookupHandler fresh = new LookupHandler(stack.wiring());

        assertError(stack.call(fresh, request), 503, "The service is not available for the moment. Try again.");
    }

    @Test
    void a_previous_secret_of_the_caller_may_look() {
        assertThat(answer(request().by(reader, SecretGeneration.PREVIOUS)).status()).isEqualTo(200);
    }

    private TestEvent lookup(String token) {
        return TestEvent.read("lookup").by(reader).with("token", token);
    }

    private void assertUnknown(TestEvent event) {
        assertError(answer(event), 404, "There is nothing here.");
    }
}
