package dev.tokenry.emulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.io.PhysicalResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StackTemplateTest {

    private static final Path SHOP = Path.of("src/test/resources/templates/shop.yaml");

    private static final String API_ID =
            new EmulatedIds(new PseudoParameters("eu-central-1", "000000000000", "shop")).apiId("Api");

    private final List<String> provisioned = new ArrayList<>();

    @Test
    void every_intrinsic_function_is_resolved() {
        Map<String, String> environment =
                function(shop(Map.of()), "ListFunction").environment();

        assertThat(environment)
                .containsEntry("TABLE", "shoptable-ref")
                .containsEntry("KEY", "arn:ShopKey")
                .containsEntry("JOINED", "b-eu-central-1")
                .containsEntry("SPLIT", "x")
                .containsEntry(
                        "SUBBED",
                        API_ID + "/tk0c01/${kept}/arn:aws:lambda:eu-central-1:000000000000:function:shop-CheckFunction")
                .containsEntry("ROLE", "shop-CheckFunctionRole arn:aws:iam::000000000000:role/shop-CheckFunctionRole")
                .containsEntry("EITHER", "y")
                .containsEntry("BOTH", "n")
                .doesNotContainKey("ONLY_LARGE");
    }

    @Test
    void globals_are_merged_and_function_properties_win() {
        StackTemplate shop = shop(Map.of("Mode", "large"));

        FunctionSpec list = function(shop, "ListFunction");
        FunctionSpec check = function(shop, "CheckFunction");

        assertThat(list.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(check.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(check.handler()).isEqualTo("shop.CheckHandler::handleRequest");
        assertThat(check.codeUri()).isEqualTo("target/functions.zip");
        assertThat(check.memoryMegabytes()).isEqualTo(1024);
        assertThat(check.environment())
                .containsOnly(Map.entry("PREFIX", "tk0c01"), Map.entry("GENERATION", "1"), Map.entry("API_ID", API_ID));
        assertThat(list.environment()).containsEntry("ONLY_LARGE", "yes it is").containsEntry("PREFIX", "tk0c01");
    }

    @Test
    void a_resource_is_provisioned_once_after_its_dependencies() {
        StackTemplate shop = shop(Map.of("Mode", "large"));

        shop.functions();
        shop.functions();
        assertThat(provisioned).containsExactly("ShopKey", "ShopTable");

        assertThat(shop.provisionStored()).containsOnlyKeys("LargeBucket", "ShopKey", "ShopTable");
        assertThat(provisioned).containsExactly("ShopKey", "ShopTable", "LargeBucket");
    }

    @Test
    void an_api_has_a_stable_unique_id() {
        assertThat(API_ID)
                .matches("[a-z0-9]{10}")
                .isEqualTo(shop(Map.of()).api().apiId())
                .isNotEqualTo(
                        new EmulatedIds(new PseudoParameters("eu-central-1", "000000000000", "other")).apiId("Api"));
    }

    @Test
    void a_resource_with_a_false_condition_is_not_provisioned() {
        assertThat(shop(Map.of()).provisionStored()).doesNotContainKey("LargeBucket");
    }

    @Test
    void resource_properties_are_resolved_and_dates_stay_strings() {
        List<Map<String, Object>> seen = new ArrayList<>();
        StackTemplate shop = StackTemplate.of(
                TemplateFile.read(SHOP),
                Map.of(),
                new PseudoParameters("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> {
                    seen.add(properties);
                    return new PhysicalResource(id, Map.of("Arn", "arn:" + id));
                });

        shop.provisionStored();

        assertThat(seen.toString())
                .contains("Version=2012-10-17", "AWS=arn:aws:iam::000000000000:root", "KMSMasterKeyId=arn:ShopKey")
                .contains("TableName=shop-shop");
    }

    @Test
    void the_api_has_routes_authorizers_and_gateway_responses() {
        ApiSpec api = shop(Map.of()).api();

        assertThat(api.stage()).isEqualTo("api");
        assertThat(api.minimumCompressionSize()).isEqualTo(OptionalInt.of(1024));
        assertThat(api.routes())
                .containsExactly(
                        new Route("GET", "/v2/items", "ListFunction", "Tokens", Duration.ofSeconds(29)),
                        new Route("ANY", "/v2/public", "ListFunction", null, Duration.ofMillis(500)));
        assertThat(api.authorizers())
                .containsOnly(Map.entry(
                        "Tokens",
                        new AuthorizerSpec(
                                AuthorizerSpec.Type.REQUEST,
                                "CheckFunction",
                                List.of(new IdentitySource(IdentitySource.From.HEADER, "Authorization")),
                                null,
                                Duration.ZERO,
                                false)));
        assertThat(api.gatewayResponses())
                .containsOnly(Map.entry(
                        "UNAUTHORIZED",
                        new GatewayResponse(
                                401, Map.of("Content-Type", "application/json; charset=utf-8"), "{\"code\":401}")));
    }

    private StackTemplate shop(Map<String, String> parameters) {
        return StackTemplate.of(
                TemplateFile.read(SHOP),
                parameters,
                new PseudoParameters("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> {
                    provisioned.add(id);
                    return new PhysicalResource(
                            id.toLowerCase(java.util.Locale.ROOT) + "-ref", Map.of("Arn", "arn:" + id));
                });
    }

    private static FunctionSpec function(StackTemplate template, String id) {
        return template.functions().stream()
                .filter(each -> each.logicalId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
