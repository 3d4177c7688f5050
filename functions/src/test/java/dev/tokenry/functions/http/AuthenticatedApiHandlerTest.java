package dev.tokenry.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.TokenActor;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The actor that a handler receives, and the locations that are added to the violations of use cases. */
class AuthenticatedApiHandlerTest {

    private final TestStack stack = new TestStack();
    private final AtomicReference<TokenActor> actor = new AtomicReference<>();

    @Test
    void actor_is_the_principal_and_the_origin_of_the_request() {
        TestEvent event = event();
        ObjectNode context = event.requestContext();
        stack.call(recording(), event);

        assertThat(actor.get().principal().tokenId().value()).isEqualTo("tk0c01.ST2EY72KQINMH574WMNVI7YN");
        assertThat(actor.get().request())
                .isEqualTo(new RequestInfo(
                        context.get("requestId").textValue(),
                        context.at("/identity/sourceIp").textValue(),
                        context.at("/identity/userAgent").textValue()));
        assertThat(actor.get().request().requestId()).isNotBlank();
        assertThat(actor.get().request().sourceIp()).isNotBlank();
    }

    @Test
    void missing_parts_of_the_origin_are_null() {
        TestEvent event = event();
        event.requestContext().remove(List.of("requestId", "identity"));
        stack.call(recording(), event);

        assertThat(actor.get().request()).isEqualTo(new RequestInfo(null, null, null));
    }

    @Test
    void violation_without_location_is_in_the_path_if_the_route_has_the_parameter_and_else_in_the_body() {
        List<ConstraintViolation> violations = List.of(
                new ConstraintViolation("id", ViolationReason.OWN_TOKEN, "first", null),
                new ConstraintViolation("enabled", ViolationReason.OWN_TOKEN, "second", null),
                new ConstraintViolation("id", ViolationReason.OWN_TOKEN, "third", ParameterLocation.QUERY));

        assertThat(stack.call(throwing(violations), event()).violations())
                .containsExactly("id PATH", "enabled PAYLOAD_BODY", "id QUERY");
    }

    @Test
    void violations_of_a_part_of_the_request_name_the_part() {
        AuthenticatedApiHandler handler = new AuthenticatedApiHandler() {
            @Override
            protected ApiResponse handle(ApiRequest request, TokenActor caller) {
                return request.isolated("ids[3]", () -> {
                    throw new ApiException.InvalidRequestException(List.of(
                            new ConstraintViolation("id", ViolationReason.OWN_TOKEN, "first", null),
                            new ConstraintViolation(
                                    "enabled", ViolationReason.OWN_TOKEN, "second", ParameterLocation.PATH)));
                });
            }
        };
        TestResponse response = stack.call(handler, event());

        assertThat(response.violations()).containsExactly("ids[3] PAYLOAD_BODY", "ids[3] PAYLOAD_BODY");
        assertThat(response.body()).contains("first", "second");
    }

    private static TestEvent event() {
        return TestEvent.load("delete");
    }

    private AuthenticatedApiHandler recording() {
        return new AuthenticatedApiHandler() {
            @Override
            protected ApiResponse handle(ApiRequest request, TokenActor caller) {
                actor.set(caller);
                return ApiResponse.noContent();
            }
        };
    }

    private static AuthenticatedApiHandler throwing(List<ConstraintViolation> violations) {
        return new AuthenticatedApiHandler() {
            @Override
            protected ApiResponse handle(ApiRequest request, TokenActor caller) {
                throw new ApiException.InvalidRequestException(violations);
            }
        };
    }
}
