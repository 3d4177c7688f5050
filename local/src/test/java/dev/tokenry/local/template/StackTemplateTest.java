package dev.tokenry.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StackTemplateTest {

    private static final Path SHOP = Path.of("src/test/resources/templates/shop.yaml");

    private static final String API_ID = new LocalIds(new Pseudo("eu-central-1", "000000000000", "shop")).apiId("Api");

    private final List<String> made = new ArrayList<>();

    @Test
    void every_intrinsic_becomes_its_value() {
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
                .containsEntry("EITHER", "y")
                .containsEntry("BOTH", "n")
                .doesNotContainKey("ONLY_LARGE");
    }

    @Test
    void globals_are_merged_and_the_function_wins() {
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
    void a_stored_resource_is_made_once_after_those_it_refers_to() {
        StackTemplate shop = shop(Map.of("Mode", "large"));

        shop.functions();
        shop.functions();
        assertThat(made).containsExactly("ShopKey", "ShopTable");

        assertThat(shop.stored()).containsOnlyKeys("LargeBucket", "ShopKey", "ShopTable");
        assertThat(made).containsExactly("ShopKey", "ShopTable", "LargeBucket");
    }

    @Test
    void an_api_has_an_id_as_awss_of_its_own_and_always_the_same() {
        assertThat(API_ID)
                .matches("[a-z0-9]{10}")
                .isEqualTo(shop(Map.of()).api().apiId())
                .isNotEqualTo(new LocalIds(new Pseudo("eu-central-1", "000000000000", "other")).apiId("Api"));
    }

    @Test
    void a_resource_whose_condition_does_not_hold_is_not_made() {
        assertThat(shop(Map.of()).stored()).doesNotContainKey("LargeBucket");
    }

    @Test
    void the_properties_of_a_resource_arrive_resolved_and_dates_stay_text() {
        List<Map<String, Object>> seen = new ArrayList<>();
        StackTemplate shop = StackTemplate.of(
                TemplateFile.read(SHOP),
                Map.of(),
                new Pseudo("eu-central-1", "000000000000", "shop"),
                (id, type, given) -> {
                    seen.add(given);
                    return new Made(id, Map.of("Arn", "arn:" + id));
                });

        shop.stored();

        assertThat(seen.toString())
                .contains("Version=2012-10-17", "AWS=arn:aws:iam::000000000000:root", "KMSMasterKeyId=arn:ShopKey")
                .contains("TableName=shop-shop");
    }

    @Test
    void the_api_has_its_routes_authorizers_and_responses() {
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
                        new Authorizer(
                                Authorizer.Kind.REQUEST,
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
                new Pseudo("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> {
                    made.add(id);
                    return new Made(id.toLowerCase(java.util.Locale.ROOT) + "-ref", Map.of("Arn", "arn:" + id));
                });
    }

    private static FunctionSpec function(StackTemplate template, String id) {
        return template.functions().stream()
                .filter(each -> each.logicalId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
