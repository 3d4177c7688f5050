package dev.tokenry.functions.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.functions.get.GetHandler;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateHandlerTest implements IfMatchContract, WriteContract, JsonBodyContract {

    private static final Duration LATER = Duration.ofHours(1);

    private final TestStack stack = new TestStack();
    private final UpdateHandler handler = new UpdateHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .description("what it is for")
            .scopes("metrics.read", "metrics.write")
            .expiresIn(Duration.ofDays(14))
            .store();
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "metrics.read", "metrics.write")
            .store();

    UpdateHandlerTest() {
        stack.advance(LATER);
    }

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
        return TestEvent.load("update").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Override
    public Token invisibleToken() {
        return stack.token().owner("anna").store();
    }

    @Test
    void name_status_and_scopes_are_replaced_and_nothing_else() {
        TestResponse answer = call(request());

        assertThat(answer).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));
        Token is = kept();
        assertThat(is)
                .isEqualTo(new Token(
                        target.id(),
                        target.origin(),
                        new TokenSettings(
                                "newName",
                                "what it is for",
                                false,
                                new Scopes(List.of(
                                        target.settings().scopes().values().getFirst())),
                                target.settings().expiresAt(),
                                TestStack.NOW.plus(LATER)),
                        target.secrets(),
                        null,
                        2));
    }

    @Test
    void a_disabled_token_opens_nothing_until_it_is_enabled() {
        call(update("{\"enabled\":false}"));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();

        call(update("{\"enabled\":true}"));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
    }

    @Test
    void what_is_absent_or_null_stays() {
        for (String body : List.of(
                "{}", "{\"name\":null,\"enabled\":null,\"scopes\":null,\"expirationDate\":null,\"owner\":null}")) {
            assertThat(call(update(body)).status()).isEqualTo(204);
            assertThat(kept()).isEqualTo(target);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"tokenName\"}",
                "{\"enabled\":true}",
                "{\"scopes\":[\"metrics.read\",\"metrics.write\"]}",
                "{\"scopes\":[\"metrics.write\",\"metrics.read\",\"metrics.write\"]}",
                "{\"name\":\"tokenName\",\"enabled\":true,\"scopes\":[\"metrics.read\",\"metrics.write\"]}"
            })
    void what_changes_nothing_writes_nothing(String body) {
        stack.tokens().failWrites();

        assertThat(call(update(body)).status()).isEqualTo(204);
        assertThat(kept()).isEqualTo(target);
        assertThat(kept().version()).isEqualTo(1);
    }

    @Test
    void the_modified_date_moves_with_name_and_scopes() {
        call(update("{\"name\":\"newName\"}"));
        assertThat(kept().settings().modifiedAt()).isEqualTo(TestStack.NOW.plus(LATER));

        stack.advance(LATER);
        call(update("{\"scopes\":[\"metrics.read\"]}"));
        assertThat(kept().settings().modifiedAt())
                .isEqualTo(TestStack.NOW.plus(LATER).plus(LATER));
    }

    @Test
    void the_modified_date_does_not_move_with_the_status() {
        call(update("{\"enabled\":false}"));
        assertThat(kept().settings().modifiedAt()).isNull();
        assertThat(kept().version()).isEqualTo(2);

        call(update("{\"name\":\"newName\"}"));
        stack.advance(LATER);
        call(update("{\"enabled\":true}"));
        assertThat(kept().settings().modifiedAt()).isEqualTo(TestStack.NOW.plus(LATER));
    }

    @Test
    void a_client_may_send_back_all_that_it_was_shown() {
        Token reader = stack.token().scopes("apiTokens.read").store();
        String shown = stack.call(
                        new GetHandler(stack.wiring()), TestEvent.load("get").calledBy(reader))
                .body();

        assertThat(call(update(shown)).status()).isEqualTo(204);
        assertThat(kept()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-04-01T10:37:42.518Z",
                "2026-04-01 10:37:42.518",
                "2026-04-01T12:37:42.518+02:00",
                "1775039862518"
            })
    void an_unchanged_date_passes_in_every_form(String date) {
        assertThat(call(update("{\"expirationDate\":\"" + date + "\"}")).status())
                .isEqualTo(204);
    }

    @Test
    void an_unchanged_date_passes_as_a_number() {
        assertThat(call(update("{\"expirationDate\":1775039862518}")).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA\"",
                "id | \"\"",
                "owner | \"anna\"",
                "owner | \"Jane\"",
                "createdBy | \"anna\"",
                "project | \"webshop\"",
                "description | \"another\"",
                "personalAccessToken | true",
                "expirationDate | \"2026-04-01T10:37:42.519Z\"",
                "expirationDate | \"now+14d\"",
                "expirationDate | \"tomorrow\"",
                "expirationDate | \"\"",
                "expirationDate | -1",
                "creationDate | \"2026-03-18T10:37:42.517Z\""
            })
    void what_cannot_be_changed_is_refused_by_its_name(String field, String value) {
        TestResponse answer = assertInvalid(
                update("{\"name\":\"newName\",\"" + field + "\":" + value + "}"), field + " PAYLOAD_BODY");

        assertThat(answer.message()).isEqualTo(field + " cannot be changed by this call");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertInvalid(
                update("{\"name\":\"\",\"enabled\":\"no\",\"scopes\":[\"nope\",7],\"owner\":\"anna\","
                        + "\"id\":\"x\",\"personalAccessToken\":true,\"expirationDate\":\"tomorrow\"}"),
                "name PAYLOAD_BODY",
                "enabled PAYLOAD_BODY",
                "scopes[1] PAYLOAD_BODY",
                "owner PAYLOAD_BODY",
                "id PAYLOAD_BODY",
                "personalAccessToken PAYLOAD_BODY",
                "expirationDate PAYLOAD_BODY");
    }

    @Test
    void an_unknown_scope_is_named_by_its_place() {
        assertInvalid(update("{\"scopes\":[\"metrics.read\",\"metrics.reed\"]}"), "scopes[1] PAYLOAD_BODY");
    }

    @Test
    void an_empty_list_of_scopes_is_refused_with_what_to_do_instead() {
        assertThat(assertInvalid(update("{\"scopes\":[]}"), "scopes PAYLOAD_BODY")
                        .message())
                .contains("to stop a token send enabled=false");
    }

    @Test
    void scopes_are_a_hundred_at_most() {
        assertInvalid(request().with("scopes", Collections.nCopies(101, "metrics.read")), "scopes PAYLOAD_BODY");
    }

    @Test
    void a_body_is_required() {
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
        assertInvalid(request().body(""), "body PAYLOAD_BODY");
    }

    @Test
    void a_whole_token_in_any_field_is_refused_by_its_name() {
        for (String field : List.of("name", "description", "owner", "id", "expirationDate", "enabled")) {
            assertTokenValueRejected(request().with(field, TestStack.OTHER_TOKEN), field + " PAYLOAD_BODY");
        }
    }

    @Test
    void a_token_cannot_disable_itself() {
        assertInvalid(update("{\"enabled\":false}").path("id", writer.id().value()), "enabled PAYLOAD_BODY");
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
    }

    @Test
    void not_even_an_administrators_token_disables_itself_or_changes_its_scopes() {
        Token admin = administrator();
        String id = admin.id().value();

        assertInvalid(update("{\"enabled\":false}").calledBy(admin).path("id", id), "enabled PAYLOAD_BODY");
        assertRejected(
                update("{\"scopes\":[\"TenantTokenManagement\",\"AI\"]}")
                        .calledBy(admin)
                        .path("id", id),
                403,
                "A token cannot change its own scopes.");
    }

    @Test
    void a_token_cannot_change_its_own_scopes() {
        String id = writer.id().value();
        String message = "A token cannot change its own scopes.";

        assertRejected(update("{\"scopes\":[\"apiTokens.write\",\"AI\"]}").path("id", id), 403, message);
        assertRejected(update("{\"scopes\":[\"apiTokens.write\"]}").path("id", id), 403, message);
    }

    @Test
    void a_token_may_rename_itself_and_repeat_its_scopes() {
        TestEvent rename = update("{\"name\":\"mine\",\"enabled\":true,"
                        + "\"scopes\":[\"metrics.write\",\"metrics.read\",\"apiTokens.write\"]}")
                .path("id", writer.id().value());

        assertThat(call(rename).status()).isEqualTo(204);
        assertThat(stack.tokens().get(writer.id()).settings().name()).isEqualTo("mine");
    }

    @Test
    void nobody_adds_scopes_that_they_do_not_hold() {
        assertRejected(
                update("{\"scopes\":[\"metrics.read\",\"metrics.write\",\"AI\"]}"),
                403,
                "Token may not grant scopes that it does not hold: AI");
        assertRejected(
                update("{\"scopes\":[\"TenantTokenManagement\"]}"),
                403,
                "Token may not grant scopes that it does not hold: TenantTokenManagement");
    }

    @Test
    void nobody_widens_a_token_that_holds_what_they_do_not() {
        Token strong = stack.token().scopes("AI").store();

        assertRejected(
                update("{\"scopes\":[\"AI\",\"metrics.read\"]}")
                        .path("id", strong.id().value()),
                403,
                "Token may not grant scopes that it does not hold: AI");
        assertRejected(
                update("{\"scopes\":[\"metrics.read\"]}").path("id", strong.id().value()),
                403,
                "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void nobody_enables_a_token_that_holds_what_they_do_not() {
        Token strong = stack.token().disabled().scopes("AI", "metrics.read").store();
        String id = strong.id().value();

        assertRejected(
                update("{\"enabled\":true}").path("id", id),
                403,
                "Token may not grant scopes that it does not hold: AI");
        assertRejected(
                update("{\"enabled\":true,\"scopes\":[\"metrics.read\"]}").path("id", id),
                403,
                "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void a_token_that_holds_more_than_the_caller_can_be_renamed_narrowed_and_disabled() {
        Token strong = stack.token().scopes("AI", "users.read").store();
        String id = strong.id().value();

        assertThat(call(update("{\"name\":\"x\",\"enabled\":false,\"scopes\":[\"AI\"]}")
                                .path("id", id))
                        .status())
                .isEqualTo(204);
        assertThat(stack.tokens().get(strong.id()).settings().scopes().names()).containsExactly("AI");
    }

    @Test
    void who_manages_all_tokens_gives_any_token_any_scope() {
        TestEvent request = update("{\"scopes\":[\"Davis\",\"TenantTokenManagement\"]}")
                .calledBy(administrator())
                .path("id", invisibleToken().id().value());

        assertThat(call(request).status()).isEqualTo(204);
        assertThat(stack.tokens().all())
                .anyMatch(token -> token.settings().scopes().names().equals(List.of("AI", "TenantTokenManagement")));
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token()
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .store();
        Token sibling = stack.token().project("webshop").store();

        assertRejected(request().calledBy(bound), 404, "There is nothing here.");
        assertThat(call(request().calledBy(bound).path("id", sibling.id().value())).status())
                .isEqualTo(204);
    }

    @Test
    void two_changes_at_once_both_happen() {
        AtomicInteger once = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (once.getAndIncrement() == 0) {
                call(update("{\"enabled\":false}"));
            }
        });

        assertThat(call(update("{\"name\":\"newName\"}")).status()).isEqualTo(204);
        assertThat(kept().settings().name()).isEqualTo("newName");
        assertThat(kept().settings().enabled()).isFalse();
        assertThat(kept().version()).isEqualTo(3);
    }

    @Test
    void rights_are_judged_by_the_token_that_is_changed_and_not_by_the_one_first_read() {
        Token admin = administrator();
        AtomicInteger once = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (once.getAndIncrement() == 0) {
                call(update("{\"enabled\":false,\"scopes\":[\"AI\"]}").calledBy(admin));
            }
        });

        assertError(
                call(update("{\"name\":\"newName\",\"enabled\":true}")),
                403,
                "Token may not grant scopes that it does not hold: AI");
        assertThat(kept().settings().enabled()).isFalse();
    }

    @Test
    void a_token_that_is_deleted_meanwhile_is_unknown() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target));

        assertError(call(request()), 404, "There is nothing here.");
    }

    @Test
    void a_token_that_never_stops_changing_is_left_alone() {
        AtomicInteger changes = new AtomicInteger();
        TestEvent rename = update("{\"name\":\"newName\"}");
        stack.tokens().beforeEachReplace(() -> {
            Token now = kept();
            TokenSettings other = now.settings().withModifiedAt(TestStack.NOW.plusMillis(changes.incrementAndGet()));
            stack.tokens().replaceConcurrently(now.withSettings(other));
        });

        assertError(
                call(rename), 409, "The token is being changed by other requests. Nothing was changed; try again.");
        assertThat(kept().settings().name()).isEqualTo("tokenName");
    }

    @Test
    void the_secret_appears_nowhere() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
    }

    private Token administrator() {
        return stack.token()
                .owner("admin")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
    }

    private TestEvent update(String body) {
        return request().body(body);
    }

    private Token kept() {
        return stack.tokens().get(target.id());
    }

    @Test
    void what_is_no_date_is_not_the_date_of_a_token_without_one() {
        Token eternal = stack.token().store();

        assertInvalid(
                update("{\"expirationDate\":\"tomorrow\"}")
                        .path("id", eternal.id().value()),
                "expirationDate PAYLOAD_BODY");
    }
}
