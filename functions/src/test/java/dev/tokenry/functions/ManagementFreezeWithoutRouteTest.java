package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.functions.bootstrap.BootstrapHandler;
import dev.tokenry.functions.rules.RulesHandler;
import dev.tokenry.model.ApiRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions without a route while management is frozen. */
class ManagementFreezeWithoutRouteTest {

    private static final String API = "a1b2c3d4e5";
    private static final ApiRules RULES = new ApiRules(List.of("GET /ships authenticated"), Duration.ZERO, true);

    private final TestStack stack = new TestStack();

    @Test
    void rules_cannot_be_put_and_can_be_deleted() {
        stack.apiRules().replace(API, RULES, STAMP);
        freeze();
        assertThat(rules("rules-put").at("/error/reason").textValue()).isEqualTo("frozen");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);

        rules("rules-delete");
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    /** Otherwise CloudFormation could not roll back a stack whose change of rules was rejected. */
    @Test
    void the_stored_rules_can_be_put_again() {
        rules("rules-put");
        freeze();

        assertThat(rules("rules-put").at("/apiId").textValue()).isEqualTo(API);
        stack.apiRules().delete(API, STAMP);
        assertThat(rules("rules-put").at("/error/reason").textValue()).isEqualTo("frozen");
    }

    @Test
    void bootstrap_reports_its_token_and_creates_none() {
        Map<String, Object> created = bootstrap();
        freeze();

        assertThat(bootstrap()).containsEntry("created", false).containsEntry("id", created.get("id"));
        stack.setVariable("BOOTSTRAP_GENERATION", "2");
        assertThatThrownBy(this::bootstrap).isInstanceOf(ApiException.ManagementFrozenException.class);
        stack.setPepperVersions(1, 2);
        stack.setVariable("BOOTSTRAP_GENERATION", "1");
        assertThatThrownBy(this::bootstrap).isInstanceOf(ApiException.ManagementFrozenException.class);
        assertThat(stack.deployments().findPepperCheckValue(2)).isEmpty();
    }

    private void freeze() {
        stack.setVariable("MANAGEMENT_FROZEN", "true");
    }

    private Map<String, Object> bootstrap() {
        return new BootstrapHandler(stack.wiring()).handleRequest(Map.of(), stack.context());
    }

    private JsonNode rules(String event) {
        try {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            new RulesHandler(stack.wiring())
                    .handleRequest(TestEvent.load(event).toInputStream(), response, stack.context());
            return TestResponse.json(response.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
