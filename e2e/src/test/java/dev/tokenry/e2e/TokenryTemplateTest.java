package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.authorization.rule.RouteRule;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.GatewayResponse;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.model.Limits;
import dev.tokenry.model.ScopeCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules to which template.yaml conforms. */
class TokenryTemplateTest {

    private static final Path FILE = Path.of("..", "template.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final StackTemplate TEMPLATE = templateWith(Map.of());

    @Test
    void the_protected_routes_equal_the_route_rules() {
        String lines = function("AuthorizeFunction").environment().get("ROUTE_RULES");
        RouteRules rules = RouteRules.parse(lines, ScopeCatalogue.builtIn());
        Set<String> guarded = TEMPLATE.api().routes().stream()
                .filter(route -> route.authorizer() != null)
                .map(route -> route.method() + " " + route.resource())
                .collect(Collectors.toSet());
        assertThat(rules.routes()).isEqualTo(guarded);
    }

    @Test
    void every_scope_that_a_rule_names_is_built_in() {
        Set<String> builtIn = ScopeCatalogue.builtIn().entries().stream()
                .filter(entry -> entry.source() == ScopeCatalogue.Source.BUILTIN)
                .map(entry -> entry.scope().name())
                .collect(Collectors.toSet());
        List<String> named = Pattern.compile("(?:anyOf|allOf)\\(([^)]*)\\)")
                .matcher(function("AuthorizeFunction").environment().get("ROUTE_RULES"))
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(", ")))
                .toList();
        assertThat(named).isNotEmpty().isSubsetOf(builtIn);
    }

    @Test
    void only_static_routes_the_start_of_a_sign_in_and_those_that_verify_a_credential_of_the_body_are_public() {
        assertThat(TEMPLATE.api().routes().stream().filter(route -> route.authorizer() == null))
                .extracting(route -> route.resource() + " " + route.functionId())
                .containsExactlyInAnyOrder(
                        "/ NotFoundFunction",
                        "/{proxy+} NotFoundFunction",
                        "/v2/openapi.json OpenApiFunction",
                        "/v2/token ExchangeFunction",
                        "/v2/signIn SignInFunction",
                        "/v2/apiTokens/revoke RevocationFunction",
                        "/v2/apiTokens/leaks/github GitHubLeaksFunction",
                        "/console ConsoleFunction",
                        "/console/{proxy+} ConsoleFunction");
    }

    @Test
    void static_functions_have_no_policies_and_no_environment() {
        for (String logicalId : List.of("ConsoleFunction", "OpenApiFunction", "NotFoundFunction")) {
            JsonNode properties = resource(logicalId).path("Properties");
            assertThat(properties.has("Policies")).as(logicalId).isFalse();
            assertThat(properties.has("Environment")).as(logicalId).isFalse();
        }
    }

    /** The API compresses the text files of the console. With binary media types every body would be base64. */
    @Test
    void the_api_compresses_responses_and_has_no_binary_media_types() {
        JsonNode api = resource("Api").path("Properties");
        assertThat(api.path("MinimumCompressionSize").asInt()).isEqualTo(1024);
        assertThat(api.has("BinaryMediaTypes")).isFalse();
    }

    @Test
    void rules_of_the_api_name_scopes_that_are_never_hidden() {
        ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
        String lines = function("AuthorizeFunction").environment().get("ROUTE_RULES");
        assertThat(lines.lines().flatMap(line -> RouteRule.parse(line, catalogue).requirement().scopes().stream()))
                .isNotEmpty()
                .allSatisfy(
                        scope -> assertThat(catalogue.findEntry(scope.name()).map(ScopeCatalogue.Entry::source))
                                .as(scope.name())
                                .contains(ScopeCatalogue.Source.BUILTIN));
    }

    /** The authorizer parses them without the catalogue, which knows the aliases. */
    @Test
    void rules_of_the_api_contain_no_aliases() {
        String lines = function("AuthorizeFunction").environment().get("ROUTE_RULES");
        assertThat(lines.lines().map(line -> RouteRule.parse(line, ScopeCatalogue.EMPTY)))
                .isNotEmpty()
                .isEqualTo(lines.lines()
                        .map(line -> RouteRule.parse(line, ScopeCatalogue.builtIn()))
                        .toList());
    }

    @Test
    void denial_messages_need_no_escaping_in_the_gateway_template() {
        ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
        String lines = function("AuthorizeFunction").environment().get("ROUTE_RULES");
        assertThat(lines.lines().map(line -> RouteRule.parse(line, catalogue)))
                .allSatisfy(rule ->
                        assertThat(rule.requirement().denialMessage(catalogue)).matches("[^\"\\\\\\p{Cntrl}]+"));
    }

    Set<Map.Entry<String, GatewayResponse>> gatewayResponses() {
        return TEMPLATE.api().gatewayResponses().entrySet();
    }

    @Test
    void every_gateway_response_is_an_error_envelope_with_its_status_code() throws IOException {
        for (Map.Entry<String, GatewayResponse> entry : gatewayResponses()) {
            GatewayResponse response = entry.getValue();
            assertThat(response.status()).as(entry.getKey()).isNotNull();
            JsonNode error = JSON.readTree(response.body()).path("error");
            assertThat(error.path("code").asInt()).as(entry.getKey()).isEqualTo(response.status());
            assertThat(error.path("message").asText()).as(entry.getKey()).isNotBlank();
            assertThat(response.headers())
                    .as(entry.getKey())
                    .containsEntry("Content-Type", "application/json; charset=utf-8");
        }
    }

    @Test
    void every_gateway_error_has_a_response_and_both_authorizer_errors_the_same() {
        assertThat(TEMPLATE.api().gatewayResponses())
                .containsKeys(
                        "UNAUTHORIZED",
                        "ACCESS_DENIED",
                        "INVALID_SIGNATURE",
                        "EXPIRED_TOKEN",
                        "INVALID_API_KEY",
                        "WAF_FILTERED",
                        "MISSING_AUTHENTICATION_TOKEN",
                        "RESOURCE_NOT_FOUND",
                        "BAD_REQUEST_BODY",
                        "BAD_REQUEST_PARAMETERS",
                        "DEFAULT_4XX",
                        "UNSUPPORTED_MEDIA_TYPE",
                        "THROTTLED",
                        "QUOTA_EXCEEDED",
                        "API_CONFIGURATION_ERROR",
                        "DEFAULT_5XX",
                        "INTEGRATION_FAILURE",
                        "INTEGRATION_TIMEOUT");
        GatewayResponse failure = TEMPLATE.api().gatewayResponses().get("AUTHORIZER_FAILURE");
        assertThat(failure).isEqualTo(TEMPLATE.api().gatewayResponses().get("AUTHORIZER_CONFIGURATION_ERROR"));
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.headers()).containsKey("Retry-After");
        assertThat(TEMPLATE.api().gatewayResponses().get("UNAUTHORIZED").headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"tokenry\"");
    }

    @Test
    void no_aws_log_can_contain_a_token() throws IOException {
        String text = Files.readString(FILE);
        assertThat(text)
                .contains("DataTraceEnabled: false", "$context.resourcePath")
                .doesNotContain("$context.path", "$context.error.", "$context.authorizer.error", "$input");
        assertThat(JSON.valueToTree(TemplateFile.read(FILE).section("Resources").get("Api"))
                        .findValues("TracingEnabled"))
                .isEmpty();
        assertThat(text).contains("Tracing: Active");
    }

    /** A bulk request changes up to 100 tokens, and an index partition supports 1000 writes per second. */
    @Test
    void the_bulk_route_is_limited_to_five_requests_per_second() {
        JsonNode settings = resource("Api").at("/Properties/MethodSettings");
        assertThat(settings).anySatisfy(setting -> {
            assertThat(setting.path("ResourcePath").asText()).isEqualTo("/~1v2~1apiTokens~1bulk");
            assertThat(setting.path("HttpMethod").asText()).isEqualTo("POST");
            assertThat(setting.path("ThrottlingRateLimit").asInt()).isEqualTo(5);
        });
        assertThat(settings)
                .allSatisfy(setting ->
                        assertThat(setting.path("LoggingLevel").asText()).isEqualTo("OFF"));
    }

    static List<String> functionsWithoutPepper() {
        return List.of(
                "ListFunction",
                "GetFunction",
                "DeleteFunction",
                "ListUsersFunction",
                "GetUserFunction",
                "DeleteUserFunction",
                "ScopesFunction",
                "PutScopeFunction",
                "DeleteScopeFunction",
                "ConfigurationFunction",
                "ListTokenEventsFunction",
                "ListUserEventsFunction",
                "ListEventsFunction",
                "ListProjectsFunction",
                "GetProjectFunction",
                "PutProjectFunction",
                "DeleteProjectFunction",
                "ListScopeTemplatesFunction",
                "GetScopeTemplateFunction",
                "PutScopeTemplateFunction",
                "DeleteScopeTemplateFunction",
                "SnapshotFunction",
                "NoticesFunction",
                "RulesFunction",
                "LimitsFunction",
                "OpenApiFunction",
                "ConsoleFunction",
                "NotFoundFunction");
    }

    @ParameterizedTest
    @MethodSource("functionsWithoutPepper")
    void only_functions_that_mint_or_verify_secrets_or_seals_can_derive_the_pepper(String logicalId) {
        JsonNode function = resource(logicalId);
        assertThat(function.toString()).doesNotContain("kms:", "PepperKey", "PepperAccessPolicy", "PEPPER");
    }

    @Test
    void no_policy_contains_a_wildcard_action_or_resource() {
        TEMPLATE.functions().forEach(function -> {
            JsonNode policies = resource(function.logicalId()).at("/Properties/Policies");
            assertThat(policies.findValuesAsText("Action"))
                    .as(function.logicalId())
                    .doesNotContain("*");
            assertThat(policies.findValuesAsText("Resource"))
                    .as(function.logicalId())
                    .doesNotContain("*");
        });
    }

    /** Keys of tokens contain no {@code #}. Links of identities and the seals of issuers are of users, too. */
    @ParameterizedTest
    @CsvSource({
        "GetUserFunction,    user#*",
        "PutUserFunction,    identity#* issuer#* pepper#* user#*",
        "DeleteUserFunction, identity#* user#*",
    })
    void functions_that_write_users_cannot_access_tokens(String logicalId, String expected) {
        Set<String> keys = new TreeSet<>();
        for (JsonNode statement : resource(logicalId).at("/Properties/Policies/0/Statement")) {
            boolean counts = statement.path("Action").asText().equals("dynamodb:Query");
            if (counts
                    || Set.of("FindScopes", "ReadLedProjects")
                            .contains(statement.path("Sid").asText())) {
                continue;
            }
            JsonNode prefixes = statement.at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys");
            assertThat(prefixes.isMissingNode()).as(statement.toString()).isFalse();
            if (prefixes.isTextual()) {
                keys.add(prefixes.asText());
            }
            prefixes.forEach(prefix -> keys.add(prefix.asText()));
        }
        assertThat(keys).containsExactly(expected.split(" "));
    }

    @Test
    void no_function_removes_items_because_a_late_write_could_insert_them_again() {
        assertThat(TEMPLATE.functions())
                .noneMatch(it -> resource(it.logicalId()).toString().contains("dynamodb:DeleteItem"));
    }

    @Test
    void the_rules_function_has_no_route_and_writes_only_rules_and_scopes() {
        assertThat(TEMPLATE.api().routes())
                .noneMatch(route -> route.functionId().equals("RulesFunction"));
        JsonNode statements = resource("RulesFunction").at("/Properties/Policies/0/Statement");
        assertThat(statements
                        .valueStream()
                        .filter(statement -> !statement.path("Action").asText().equals("dynamodb:Query"))
                        .map(statement -> statement
                                .at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys")
                                .asText()))
                .containsExactly("rules#*", "scope#*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthorizerArn", "AuthorizerInvocationUri", "RulesFunctionArn"})
    void every_attachment_value_is_an_export_and_an_ssm_parameter(String name) {
        JsonNode output =
                JSON.valueToTree(TemplateFile.read(FILE).section("Outputs").get(name));
        JsonNode parameter = resource(name + "Parameter").path("Properties");

        assertThat(output.findPath("Name").toString()).contains("${AWS::StackName}-" + name + "\"");
        assertThat(parameter.path("Name").toString()).contains("/${AWS::StackName}/" + name + "\"");
        assertThat(parameter.path("Value")).isEqualTo(output.path("Value")).isNotEmpty();
    }

    @Test
    void the_authorizer_cannot_create_tokens_or_change_permissions() {
        JsonNode statements = resource("AuthorizeFunction").at("/Properties/Policies/0/Statement");
        assertThat(statements.findValues("Action").stream().map(JsonNode::toString))
                .containsExactly(
                        "[\"dynamodb:BatchGetItem\",\"dynamodb:GetItem\"]",
                        "\"dynamodb:UpdateItem\"",
                        "\"dynamodb:UpdateItem\"",
                        "\"dynamodb:UpdateItem\"");
        assertThat(statements.at("/1/Condition/ForAllValues:StringEquals/dynamodb:Attributes"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "pk",
                        "deletedAt",
                        "regeneratedAt",
                        "currentUsedAt",
                        "previousUsedAt",
                        "lastUsedAt",
                        "lastUsedIp",
                        "scopeUse",
                        "scopeUseSince",
                        "rejectedAt",
                        "rejectedIp",
                        "rejectedReason",
                        "retiredUsedAt",
                        "retiredFirstUsedAt",
                        "retiredUsedIp",
                        "retiredUses");
        assertThat(statements
                        .at("/2/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys")
                        .textValue())
                .isEqualTo("scopeUse#*");
    }

    @Test
    void functions_that_name_or_delete_tokens_have_the_unique_names_setting() {
        assertThat(variables(Map.of("UniqueTokenNames", "true"), "UNIQUE_TOKEN_NAMES"))
                .containsEntry("CreateFunction", "true")
                .containsEntry("UpdateFunction", "true")
                .containsEntry("PatchFunction", "true")
                .containsEntry("BulkFunction", "true")
                .containsEntry("DeleteFunction", "true")
                .containsEntry("DeleteSessionsFunction", "true")
                .containsEntry("BootstrapFunction", "false")
                .containsEntry("MaintenanceFunction", "false");
    }

    @Test
    void every_function_with_a_table_uses_that_of_the_generation() {
        assertThat(variables(Map.of(), "TABLE_NAME")).hasSize(46).containsValue("TokenTable");
        assertThat(variables(Map.of("TableGeneration", "3"), "TABLE_NAME"))
                .hasSize(46)
                .allSatisfy((function, table) -> assertThat(table).isEqualTo("tokenry-g3"));
    }

    @Test
    void functions_that_create_tokens_or_widen_access_can_be_frozen() {
        assertThat(variables(Map.of("ManagementFrozen", "true"), "MANAGEMENT_FROZEN"))
                .containsOnlyKeys(
                        "CreateFunction",
                        "UpdateFunction",
                        "PatchFunction",
                        "RegenerateFunction",
                        "BulkFunction",
                        "PutUserFunction",
                        "PutScopeFunction",
                        "PutScopeTemplateFunction",
                        "PutProjectFunction",
                        "PutIssuerFunction",
                        "PutTrustFunction",
                        "ExchangeFunction",
                        "BootstrapFunction",
                        "MaintenanceFunction",
                        "NoticesFunction",
                        "RulesFunction")
                .allSatisfy((function, frozen) -> assertThat(frozen).isEqualTo("true"));
    }

    @Test
    void functions_that_read_names_of_scopes_know_whether_the_vendor_s_are_hidden() {
        assertThat(variables(Map.of("VendorScopes", "off"), "VENDOR_SCOPES"))
                .containsOnlyKeys(
                        "CreateFunction",
                        "UpdateFunction",
                        "PatchFunction",
                        "PutUserFunction",
                        "PutScopeFunction",
                        "PutScopeTemplateFunction",
                        "PutTrustFunction",
                        "ScopesFunction",
                        "RulesFunction")
                .allSatisfy((function, setting) -> assertThat(setting).isEqualTo("off"));
    }

    @Test
    void functions_that_create_strengthen_or_show_tokens_know_the_limits() {
        assertThat(variables(Map.of("MaxTokenLifetime", "90", "RequireAllowedIps", "true"), "LIMITS"))
                .containsOnlyKeys(
                        "CreateFunction",
                        "ListFunction",
                        "GetFunction",
                        "UpdateFunction",
                        "PatchFunction",
                        "RegenerateFunction",
                        "BulkFunction",
                        "LookupFunction",
                        "PutTrustFunction",
                        "ExchangeFunction",
                        "ConfigurationFunction",
                        "MaintenanceFunction",
                        "NoticesFunction",
                        "BootstrapFunction")
                .allSatisfy((function, limits) -> assertThat(Limits.parse(limits))
                        .isEqualTo(new Limits(Duration.ofDays(90), null, false, null, true, null)));
        assertThat(variables(Map.of(), "LIMITS"))
                .allSatisfy(
                        (function, limits) -> assertThat(Limits.parse(limits)).isEqualTo(Limits.NONE));
    }

    @Test
    void the_limits_are_checked_before_a_function_gets_them() {
        Object checked = resource("LimitsCheck").at("/Properties/Limits");
        for (String logicalId : variables(Map.of(), "LIMITS").keySet()) {
            JsonNode function = resource(logicalId);
            assertThat(function.at("/Properties/Environment/Variables/LIMITS"))
                    .as(logicalId)
                    .isEqualTo(checked);
            assertThat(function.path("DependsOn").toString()).as(logicalId).contains("\"LimitsCheck\"");
        }
        assertThat(resource("LimitsFunction").toString()).doesNotContain("LIMITS", "TABLE_NAME", "Policies");
    }

    /** A value that the template accepts must not fail the functions, and the other way round. */
    @ParameterizedTest
    @ValueSource(strings = {"MaxTokenLifetime", "DefaultTokenLifetime", "MaxTokensPerOwner", "AutoDisableUnusedAfter"})
    void the_parameters_accept_the_numbers_that_the_functions_accept(String name) {
        Pattern pattern = Pattern.compile(
                JSON.valueToTree(TemplateFile.read(FILE).section("Parameters").get(name))
                        .path("AllowedPattern")
                        .textValue());
        String limit = Character.toLowerCase(name.charAt(0)) + name.substring(1) + "=";
        String unset = variables(Map.of(), "LIMITS").get("CreateFunction");

        assertThat(IntStream.rangeClosed(0, 10_000).mapToObj(Integer::toString))
                .allSatisfy(number -> assertThat(isLimit(unset.replace(limit, limit + number)))
                        .as(number)
                        .isEqualTo(pattern.matcher(number).matches()));
    }

    private static boolean isLimit(String limits) {
        try {
            Limits.parse(limits);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the values of an environment variable by function. */
    private static Map<String, String> variables(Map<String, String> parameters, String name) {
        return templateWith(parameters).functions().stream()
                .filter(each -> each.environment().containsKey(name))
                .collect(Collectors.toMap(
                        FunctionSpec::logicalId, each -> each.environment().get(name)));
    }

    private static StackTemplate templateWith(Map<String, String> parameters) {
        return StackTemplate.of(
                TemplateFile.read(FILE),
                parameters,
                new PseudoParameters("eu-central-1", "000000000000", "tokenry"),
                (logicalId, type, properties) ->
                        new PhysicalResource(logicalId, Map.of("Arn", "arn:aws:x:::" + logicalId)));
    }

    private FunctionSpec function(String logicalId) {
        return TEMPLATE.functions().stream()
                .filter(it -> it.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode resource(String logicalId) {
        return JSON.valueToTree(TemplateFile.read(FILE).section("Resources").get(logicalId));
    }
}
