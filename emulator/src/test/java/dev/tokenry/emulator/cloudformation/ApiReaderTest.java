package dev.tokenry.emulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.cloudformation.IdentitySource.From;
import dev.tokenry.emulator.io.PhysicalResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiReaderTest {

    private static final String HTTP = """
            Globals:
              HttpApi: {StageVariables: {colour: blue}}
            Resources:
              Http:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Auth: {Authorizers: {A: {FunctionArn: !GetAtt F.Arn, %s}}}
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: x.Y
                  Environment: {Variables: {URL: !GetAtt Http.ApiEndpoint, STAGE: !Ref Http.Stage}}
                  Events:
                    One: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /one, Method: get, Auth: {Authorizer: A}}}
                    All: {Type: HttpApi, Properties: {ApiId: !Ref Http, PayloadFormatVersion: 1.0}}
            """;
    private static final String VALID = "AuthorizerPayloadFormatVersion: 2.0, FunctionInvokeRole: some, ";

    private static final String REST = """
            Resources:
              Rest:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Auth: {Authorizers: {A: {FunctionArn: '%s', Identity: {%s}}}}
            """;
    private static final String FUNCTION_ARN = "arn:aws:lambda:eu-central-1:000000000000:function:shop-F:live";

    @TempDir
    Path directory;

    @Test
    void an_http_api_has_the_default_stage_and_the_routes_of_its_events() throws IOException {
        ApiSpec api = parse(HTTP.formatted(VALID + "Identity: {Headers: [Authorization]}"), "shop")
                .api();

        assertThat(api.type()).isEqualTo(ApiSpec.Type.HTTP);
        assertThat(api.stage()).isEqualTo("$default");
        assertThat(api.stageVariables()).containsOnly(Map.entry("colour", "blue"));
        assertThat(api.routes())
                .containsExactly(
                        new Route("GET", "/one", "F", "A", Duration.ofSeconds(30), Route.Payload.HTTP_2),
                        new Route("ANY", "$default", "F", null, Duration.ofSeconds(30), Route.Payload.HTTP_1));
        assertThat(api.routes()).extracting(Route::key).containsExactly("GET /one", "$default");
    }

    @Test
    void an_http_api_authorizer_caches_nothing_by_default() throws IOException {
        String identity = "Identity: {Headers: [Authorization, X-A], Context: [routeKey]%s}";

        assertThat(authorizer(HTTP.formatted(VALID + identity.formatted(""))))
                .isEqualTo(new AuthorizerSpec(
                        AuthorizerSpec.Type.HTTP_2,
                        "F",
                        List.of(
                                new IdentitySource(From.HEADER, "Authorization"),
                                new IdentitySource(From.HEADER, "X-A"),
                                new IdentitySource(From.CONTEXT, "routeKey")),
                        null,
                        Duration.ZERO,
                        false));
        assertThat(authorizer(HTTP.formatted(VALID + identity.formatted(", ReauthorizeEvery: 5")))
                        .cacheTtl())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_rest_api_authorizer_is_a_token_authorizer_with_a_ttl_of_five_minutes_by_default() throws IOException {
        assertThat(authorizer(REST.formatted(FUNCTION_ARN, "")))
                .isEqualTo(new AuthorizerSpec(
                        AuthorizerSpec.Type.TOKEN,
                        "F",
                        List.of(new IdentitySource(From.HEADER, "Authorization")),
                        null,
                        Duration.ofMinutes(5),
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:lambda:eu-central-1:000000000000:function:shop-F, F",
        "arn:aws:lambda:eu-central-1:000000000000:function:shop-F:live, F",
        "arn:aws:lambda:eu-central-1:000000000000:function:shop-more-F:live,"
                + "arn:aws:lambda:eu-central-1:000000000000:function:shop-more-F:live",
        "arn:aws:lambda:eu-central-1:000000000000:function:guard-Authorize:live,"
                + "arn:aws:lambda:eu-central-1:000000000000:function:guard-Authorize:live",
    })
    void an_authorizer_function_is_a_logical_id_in_this_stack_and_an_arn_otherwise(String arn, String function)
            throws IOException {
        assertThat(authorizer(REST.formatted(arn, "")).functionId()).isEqualTo(function);
    }

    @Test
    void an_api_has_a_stable_id_that_is_unique_to_its_stack() throws IOException {
        String yaml = HTTP.formatted(VALID);
        String id = parse(yaml, "shop").api().apiId();

        assertThat(id).matches("[a-z0-9]{10}");
        assertThat(parse(yaml, "shop").api().apiId()).isEqualTo(id);
        assertThat(parse(yaml, "other").api().apiId()).isNotEqualTo(id);
        assertThat(parse(yaml, "shop").functions().getFirst().environment())
                .containsEntry("URL", "https://" + id + ".execute-api.eu-central-1.amazonaws.com")
                .containsEntry("STAGE", "$default");
    }

    @Test
    void a_stack_can_have_rest_and_http_apis() throws IOException {
        StackTemplate both = StackTemplate.of(
                TemplateFile.read(Path.of("src/test/resources/templates/http-api.yaml")),
                Map.of(),
                new PseudoParameters("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> new PhysicalResource(id, Map.of()));

        assertThat(both.apis()).extracting(ApiSpec::logicalId).containsExactly("Orders", "Staged");
        assertThat(both.apis()).extracting(each -> each.routes().size()).containsExactly(13, 2);
        assertThatThrownBy(both::api).hasMessage("Exactly one API is expected, the template has 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AuthorizerPayloadFormatVersion: 2.0 | API Gateway may not invoke the function",
                "AuthorizerPayloadFormatVersion: 2.0, FunctionInvokeRole: NONE | API Gateway may not invoke",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 3 | '1.0' or '2.0' is expected",
                "FunctionInvokeRole: some | a text is expected",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 1.0, EnableSimpleResponses: true"
                        + " | payload format 1.0 supports only policies",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 2.0, Identity: {ReauthorizeEvery: 1}"
                        + " | requires an identity source",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 2.0,"
                        + " Identity: {Headers: [A], ReauthorizeEvery: 3601} | 3600 seconds is the maximum",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 2.0, Identity: {Context: [colour]}"
                        + " | colour is not a supported context variable",
            })
    void templates_that_aws_rejects_are_rejected_at_startup(String authorizer, String message) {
        assertRejected(HTTP.formatted(authorizer), message);
    }

    @Test
    void unsupported_features_are_rejected_at_startup() {
        String http = HTTP.formatted(VALID);
        assertRejected(http.replace("      Auth:", "      CorsConfiguration: true\n      Auth:"), "it is not emulated");
        assertRejected(http.replace("FunctionArn: !GetAtt F.Arn", "JwtConfiguration: {}"), "only Lambda authorizers");
        assertRejected(http.replace("Version: 1.0", "Version: 3.0"), "'1.0' or '2.0' is expected");
        assertRejected(
                http.replace("{ApiId: !Ref Http, Path", "{Path"), "ApiId does not refer to an API of this template");
        assertRejected(
                http.replace("Type: HttpApi, Properties: {ApiId", "Type: Api, Properties: {RestApiId"), "RestApiId");
        assertRejected(http.replace("{Authorizer: A}", "{Authorizer: B}"), "there is no authorizer B");
        assertRejected(http.replace("Method: get", "Method: brew"), "BREW is not a method of API Gateway");
        assertRejected(REST.formatted(FUNCTION_ARN, "ValidationExpression: '('"), "'(' is not a regular expression");
        assertRejected(REST.formatted("arn:aws:s3:::x", ""), "arn:aws:s3:::x is not the ARN of a function");
        assertRejected(
                REST.formatted(FUNCTION_ARN, "").replace("FunctionArn", "FunctionPayloadType: JWT, FunctionArn"),
                "TOKEN or");
        assertRejected(
                REST.formatted(FUNCTION_ARN, "").replace("FunctionArn", "FunctionPayloadType: REQUEST, FunctionArn"),
                "requires an identity source");
    }

    private void assertRejected(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml, "shop").apis())
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    private AuthorizerSpec authorizer(String yaml) throws IOException {
        return parse(yaml, "shop").api().authorizers().get("A");
    }

    private StackTemplate parse(String yaml, String stack) throws IOException {
        return StackTemplate.of(
                TemplateFile.read(Files.writeString(directory.resolve("template.yaml"), yaml)),
                Map.of(),
                new PseudoParameters("eu-central-1", "000000000000", stack),
                (id, type, properties) -> new PhysicalResource(id, Map.of()));
    }
}
