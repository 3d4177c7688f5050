package dev.tokenry.functions.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestResponse;
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

class LookupHandlerTest implements StoreContract, JsonBodyContract {

    private static final String WELL_FORMED_AND_UNKNOWN = TestStack.OTHER_TOKEN;

    private final TestStack stack = new TestStack();
    private final LookupHandler handler = new LookupHandler(stack.wiring());
    private final Token reader = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.read", "apiTokens.write")
            .store();
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
                    .tokenValue(TestStack.OTHER_TOKEN)
                    .expiresIn(Duration.ofDays(14))
                    .store();
        }
        return TestEvent.load("lookup").calledBy(reader);
    }

    @Test
    void a_whole_token_leads_to_its_record() {
        TestResponse answer = call(request());

        TestResponse got =
                stack.call(new GetHandler(stack.wiring()), TestEvent.load("get").calledBy(reader));
        assertThat(answer).isEqualTo(got);
        assertThat(answer.string("id")).isEqualTo(target.id().value());
        assertThat(answer.headers()).containsEntry("ETag", "\"1\"");
        assertSecretNotExposed(TestStack.OTHER_TOKEN, answer);
    }

    @Test
    void looking_up_changes_nothing() {
        call(request());

        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    @Test
    void disabled_and_expired_tokens_are_found() {
        IssuedToken disabled = stack.token().disabled().issue();
        IssuedToken expired = stack.token().expiresIn(Duration.ofMinutes(1)).issue();
        stack.advance(Duration.ofMinutes(2));

        for (IssuedToken each : List.of(disabled, expired)) {
            String whole = each.value().reveal();
            assertThat(stack.isActive(whole)).isFalse();
            assertThat(call(lookup(whole)).string("id"))
                    .isEqualTo(each.token().id().value());
        }
    }

    @Test
    void a_previous_secret_finds_the_token_for_as_long_as_it_works() {
        TestEvent regenerate = TestEvent.load("regenerate")
                .calledBy(reader)
                .with("overlapSeconds", 60)
                .path("id", request() == null ? "" : target.id().value());
        String current =
                stack.call(new RegenerateHandler(stack.wiring()), regenerate).string("token");

        assertThat(call(lookup(current)).status()).isEqualTo(200);
        assertThat(call(lookup(TestStack.OTHER_TOKEN)).string("previousSecretValidUntil"))
                .isNotBlank();
        stack.advance(Duration.ofSeconds(60));
        assertThat(call(lookup(current)).status()).isEqualTo(200);
        assertUnknown(lookup(TestStack.OTHER_TOKEN));
    }

    @Test
    void unknown_wrong_and_invisible_tokens_are_alike() {
        TestResponse unknown = call(lookup(WELL_FORMED_AND_UNKNOWN));
        IssuedToken foreign = stack.token().owner("anna").issue();
        IssuedToken replaced = stack.token().issue();
        IssuedToken deleted = stack.token().issue();
        stack.tokens().delete(deleted.token());
        String id = replaced.token().id().value();
        stack.call(
                new RegenerateHandler(stack.wiring()),
                TestEvent.load("regenerate").calledBy(reader).path("id", id));

        assertError(unknown, 404, "There is nothing here.");
        for (IssuedToken each : List.of(foreign, replaced, deleted)) {
            TestResponse answer = call(lookup(each.value().reveal()));
            assertThat(answer).isEqualTo(unknown);
            assertSecretNotExposed(each.value().reveal(), answer);
        }
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.read").store();
        IssuedToken sibling = stack.token().project("webshop").issue();
        IssuedToken elsewhere = stack.token().project("backoffice").issue();

        assertUnknown(lookup(elsewhere.value().reveal()).calledBy(bound));
        assertThat(call(lookup(sibling.value().reveal()).calledBy(bound)).status()).isEqualTo(200);
    }

    @Test
    void who_manages_all_tokens_finds_those_of_every_owner() {
        IssuedToken foreign = stack.token().owner("anna").issue();

        assertThat(call(TestEvent.load("lookup").with("token", foreign.value().reveal()))
                        .string("owner"))
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
        stack.tokens().makeUnavailable();

        assertUnknown(event);
        assertThat(stack.logLines()).isEmpty();
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
        String token = TestStack.OTHER_TOKEN;
        assertTokenValueRejected(request().body(null).with("token", List.of(token)), "token[0] PAYLOAD_BODY");
        assertTokenValueRejected(request().body(null).with("token", Map.of("token", token)), "token.token PAYLOAD_BODY");
        assertTokenValueRejected(request().with("Token", token), "Token PAYLOAD_BODY");
        assertTokenValueRejected(request().with("x", Map.of("token", token)), "x.token PAYLOAD_BODY");
    }

    @Test
    void a_key_that_is_away_is_neither_a_yes_nor_a_no() {
        TestEvent request = request();
        stack.makePepperUnavailable();
        LookupHandler fresh = new LookupHandler(stack.wiring());

        assertError(stack.call(fresh, request), 503, "The service is not available for the moment. Try again.");
    }

    @Test
    void a_previous_secret_of_the_caller_may_look() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status()).isEqualTo(200);
    }

    private TestEvent lookup(String token) {
        return TestEvent.load("lookup").calledBy(reader).with("token", token);
    }

    private void assertUnknown(TestEvent event) {
        assertError(call(event), 404, "There is nothing here.");
    }
}
