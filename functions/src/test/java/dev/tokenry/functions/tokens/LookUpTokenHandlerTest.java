package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpTokenHandlerTest implements StoreContract, JsonBodyContract {

    private static final String UNKNOWN_TOKEN = TestStack.OTHER_TOKEN;

    private final TestStack stack = new TestStack();
    private final LookUpTokenHandler handler = new LookUpTokenHandler(stack.wiring());
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
    void token_value_finds_its_token() {
        TestResponse response = call(request());

        TestResponse getResponse = stack.call(
                new GetTokenHandler(stack.wiring()), TestEvent.load("get").calledBy(reader));
        assertThat(response).isEqualTo(getResponse);
        assertThat(response.string("id")).isEqualTo(target.id().value());
        assertThat(response.headers()).containsEntry("ETag", "\"1\"");
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @Test
    void lookup_changes_nothing() {
        call(request());

        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    @Test
    void disabled_and_expired_tokens_are_found() {
        IssuedToken disabled = stack.token().disabled().issue();
        IssuedToken expired = stack.token().expiresIn(Duration.ofMinutes(1)).issue();
        stack.advance(Duration.ofMinutes(2));

        for (IssuedToken issued : List.of(disabled, expired)) {
            String tokenValue = issued.value().reveal();
            assertThat(stack.isActive(tokenValue)).isFalse();
            assertThat(call(lookup(tokenValue)).string("id"))
                    .isEqualTo(issued.token().id().value());
        }
    }

    @Test
    void previous_secret_finds_the_token_during_the_overlap() {
        TestEvent regenerate = TestEvent.load("regenerate")
                .calledBy(reader)
                .with("overlapSeconds", 60)
                .path("id", request() == null ? "" : target.id().value());
        String current = stack.call(new RegenerateTokenHandler(stack.wiring()), regenerate)
                .string("token");

        assertThat(call(lookup(current)).status()).isEqualTo(200);
        assertThat(call(lookup(TestStack.OTHER_TOKEN)).string("previousSecretValidUntil"))
                .isNotBlank();
        stack.advance(Duration.ofSeconds(60));
        assertThat(call(lookup(current)).status()).isEqualTo(200);
        assertNotFound(lookup(TestStack.OTHER_TOKEN));
    }

    @Test
    void unknown_wrong_and_invisible_tokens_are_all_not_found() {
        TestResponse unknown = call(lookup(UNKNOWN_TOKEN));
        IssuedToken foreign = stack.token().owner("anna").issue();
        IssuedToken replaced = stack.token().issue();
        IssuedToken deleted = stack.token().issue();
        stack.tokens().delete(deleted.token(), STAMP);
        String id = replaced.token().id().value();
        stack.call(
                new RegenerateTokenHandler(stack.wiring()),
                TestEvent.load("regenerate").calledBy(reader).path("id", id));

        assertError(unknown, 404, "Not found.");
        for (IssuedToken issued : List.of(foreign, replaced, deleted)) {
            TestResponse response = call(lookup(issued.value().reveal()));
            assertThat(response).isEqualTo(unknown);
            assertSecretNotExposed(issued.value().reveal(), response);
        }
    }

    @Test
    void tokens_of_other_projects_are_not_found() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.read").store();
        IssuedToken sameProject = stack.token().project("webshop").issue();
        IssuedToken otherProject = stack.token().project("backoffice").issue();

        assertNotFound(lookup(otherProject.value().reveal()).calledBy(projectBound));
        assertThat(call(lookup(sameProject.value().reveal()).calledBy(projectBound))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tenant_manager_finds_tokens_of_every_owner() {
        IssuedToken foreign = stack.token().owner("anna").issue();

        assertThat(call(TestEvent.load("lookup").with("token", foreign.value().reveal()))
                        .string("owner"))
                .isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7K",
                "zz0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J"
            })
    void impossible_token_is_not_found_without_store_access(String text) {
        TestEvent event = request().with("token", text);
        stack.tokens().makeUnavailable();

        assertNotFound(event);
        assertThat(stack.logLines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "  %s\t",
                "%s\r\n",
                "\n%s\n",
                "\"%s\"",
                "'%s'",
                "`%s`",
                "Bearer %s",
                "bearer   %s",
                "Api-Token %s",
                "API-TOKEN %s\n",
                "\"Bearer %s\"",
                "Bearer \"%s\"",
                "Authorization: Api-Token %s",
                " \" %s \" "
            })
    void what_is_copied_around_a_token_is_ignored(String text) {
        TestResponse response = call(request().with("token", text.formatted(TestStack.OTHER_TOKEN)));

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must be a token value, prefix.public.secret",
                "' ' | must be a token value, prefix.public.secret",
                "x | must be a token value, prefix.public.secret",
                "Bearer | must be a token value, prefix.public.secret",
                "tk0c01 | must be a token value, prefix.public.secret",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE | must be a token value, prefix.public.secret",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX | must be a complete token value: it is cut off after 31 characters",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX. | must be a complete token value: it is cut off after 32 characters",
                "Bearer tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.A | must be a complete token value: it is cut off after 33 characters",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.a | must be a token value, prefix.public.secret",
                "TK0C01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J | must be a token value, prefix.public.secret",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7JA | must be a token value, prefix.public.secret",
                "x tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J | must be a token value, prefix.public.secret",
                "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKEN NOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J | must be a token value, prefix.public.secret"
            })
    void text_that_is_no_token_value_is_rejected_and_not_echoed(String text, String message) {
        TestResponse response = assertInvalid(lookup(text), "token PAYLOAD_BODY");

        assertThat(response.message()).isEqualTo("token " + message);
        assertThat(response.violationReasons()).containsExactly("token pattern");
    }

    /** Such a body must not keep the function busy until its time-out. */
    @Test
    void a_long_run_of_blanks_within_a_text_is_rejected_like_any_other_text() {
        assertInvalid(lookup("x" + " ".repeat(60_000) + "x"), "token PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "null"})
    void token_must_be_a_string(String token) {
        assertInvalid(request().body("{\"token\":" + token + "}"), "token PAYLOAD_BODY");
    }

    @Test
    void token_is_required() {
        assertInvalid(request().body("{}"), "token PAYLOAD_BODY");
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
    }

    @Test
    void token_value_is_accepted_only_in_the_token_field() {
        String token = TestStack.OTHER_TOKEN;
        assertTokenValueRejected(request().body(null).with("token", List.of(token)), "token[0] PAYLOAD_BODY");
        assertTokenValueRejected(
                request().body(null).with("token", Map.of("token", token)), "token.token PAYLOAD_BODY");
        assertTokenValueRejected(request().with("Token", token), "Token PAYLOAD_BODY");
        assertTokenValueRejected(request().without("token").with("value", token), "value PAYLOAD_BODY");
        assertThat(call(request().without("token").with("value", token)).message())
                .isEqualTo(
                        "value contains an API token. Only the property token can contain token values, as strings.");
        assertTokenValueRejected(request().with("x", Map.of("token", token)), "x.token PAYLOAD_BODY");
    }

    @Test
    void unavailable_pepper_is_a_503() {
        TestEvent request = request();
        stack.makePepperUnavailable();
        LookUpTokenHandler coldHandler = new LookUpTokenHandler(stack.wiring());

        assertError(stack.call(coldHandler, request), 503, "The service is temporarily unavailable. Retry later.");
    }

    @Test
    void previous_secret_of_the_caller_may_look_up() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status())
                .isEqualTo(200);
    }

    private TestEvent lookup(String token) {
        return TestEvent.load("lookup").calledBy(reader).with("token", token);
    }

    private void assertNotFound(TestEvent event) {
        assertError(call(event), 404, "Not found.");
    }
}
