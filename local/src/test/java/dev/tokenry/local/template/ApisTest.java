package dev.tokenry.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.local.template.IdentitySource.From;
import dev.tokenry.local.template.ResourceMaker.Made;
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

class ApisTest {

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
    private static final String OURS = "arn:aws:lambda:eu-central-1:000000000000:function:shop-F:live";

    @TempDir
    Path folder;

    @Test
    void an_http_api_has_a_default_stage_and_the_routes_of_its_events() throws IOException {
        ApiSpec api = read(HTTP.formatted(VALID + "Identity: {Headers: [Authorization]}"), "shop")
                .api();

        assertThat(api.kind()).isEqualTo(ApiSpec.Kind.HTTP);
        assertThat(api.stage()).isEqualTo("$default");
        assertThat(api.stageVariables()).containsOnly(Map.entry("colour", "blue"));
        assertThat(api.routes())
                .containsExactly(
                        new Route("GET", "/one", "F", "A", Duration.ofSeconds(30), Route.Payload.HTTP_2),
                        new Route("ANY", "$default", "F", null, Duration.ofSeconds(30), Route.Payload.HTTP_1));
        assertThat(api.routes()).extracting(Route::key).containsExactly("GET /one", "$default");
    }

    @Test
    void an_authorizer_of_an_http_api_keeps_nothing_unless_told_to() throws IOException {
        String identity = "Identity: {Headers: [Authorization, X-A], Context: [routeKey]%s}";

        assertThat(authorizer(HTTP.formatted(VALID + identity.formatted(""))))
                .isEqualTo(new Authorizer(
                        Authorizer.Kind.HTTP_2,
                        "F",
                        List.of(
                                new IdentitySource(From.HEADER, "Authorization"),
                                new IdentitySource(From.HEADER, "X-A"),
                                new IdentitySource(From.CONTEXT, "routeKey")),
                        null,
                        Duration.ZERO,
                        false));
        assertThat(authorizer(HTTP.formatted(VALID + identity.formatted(", ReauthorizeEvery: 5")))
                        .ttl())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void an_authorizer_of_a_rest_api_is_of_tokens_and_keeps_results_for_five_minutes_unless_told_otherwise()
            throws IOException {
        assertThat(authorizer(REST.formatted(OURS, "")))
                .isEqualTo(new Authorizer(
                        Authorizer.Kind.TOKEN,
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
        "arn:aws:lambda:eu-central-1:000000000000:function:tokenry-Authorize:live,"
                + "arn:aws:lambda:eu-central-1:000000000000:function:tokenry-Authorize:live",
    })
    void an_authorizers_function_has_a_logical_id_here_and_an_arn_elsewhere(String arn, String function)
            throws IOException {
        assertThat(authorizer(REST.formatted(arn, "")).function()).isEqualTo(function);
    }

    @Test
    void an_api_has_an_id_like_awss_that_stays_and_is_of_its_stack_alone() throws IOException {
        String yaml = HTTP.formatted(VALID);
        String id = read(yaml, "shop").api().apiId();

        assertThat(id).matches("[a-z0-9]{10}");
        assertThat(read(yaml, "shop").api().apiId()).isEqualTo(id);
        assertThat(read(yaml, "other").api().apiId()).isNotEqualTo(id);
        assertThat(read(yaml, "shop").functions().getFirst().environment())
                .containsEntry("URL", "https://" + id + ".execute-api.eu-central-1.amazonaws.com")
                .containsEntry("STAGE", "$default");
    }

    @Test
    void a_stack_may_have_apis_of_both_kinds() throws IOException {
        StackTemplate both = StackTemplate.of(
                TemplateFile.read(Path.of("src/test/resources/templates/http-api.yaml")),
                Map.of(),
                new Pseudo("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> new Made(id, Map.of()));

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
                        + " | payload format 1.0 knows policies only",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 2.0, Identity: {ReauthorizeEvery: 1}"
                        + " | takes an identity source",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 2.0,"
                        + " Identity: {Headers: [A], ReauthorizeEvery: 3601} | 3600 seconds are the most",
                "FunctionInvokeRole: some, AuthorizerPayloadFormatVersion: 2.0, Identity: {Context: [colour]}"
                        + " | colour is not a context variable known here",
            })
    void what_would_fail_in_aws_is_refused_at_start(String authorizer, String message) {
        refused(HTTP.formatted(authorizer), message);
    }

    @Test
    void what_is_not_emulated_is_refused_at_start() {
        String http = HTTP.formatted(VALID);
        refused(http.replace("      Auth:", "      CorsConfiguration: true\n      Auth:"), "it is not emulated");
        refused(http.replace("FunctionArn: !GetAtt F.Arn", "JwtConfiguration: {}"), "only Lambda authorizers");
        refused(http.replace("Version: 1.0", "Version: 3.0"), "'1.0' or '2.0' is expected");
        refused(http.replace("{ApiId: !Ref Http, Path", "{Path"), "ApiId does not refer to an API of this template");
        refused(http.replace("Type: HttpApi, Properties: {ApiId", "Type: Api, Properties: {RestApiId"), "RestApiId");
        refused(http.replace("{Authorizer: A}", "{Authorizer: B}"), "there is no authorizer B");
        refused(http.replace("Method: get", "Method: brew"), "BREW is not a method of API Gateway");
        refused(REST.formatted(OURS, "ValidationExpression: '('"), "'(' is not a regular expression");
        refused(REST.formatted("arn:aws:s3:::x", ""), "arn:aws:s3:::x is not the ARN of a function");
        refused(REST.formatted(OURS, "").replace("FunctionArn", "FunctionPayloadType: JWT, FunctionArn"), "TOKEN or");
        refused(REST.formatted(OURS, "").replace("FunctionArn", "FunctionPayloadType: REQUEST, FunctionArn"), "takes");
    }

    private void refused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml, "shop").apis())
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    private Authorizer authorizer(String yaml) throws IOException {
        return read(yaml, "shop").api().authorizers().get("A");
    }

    private StackTemplate read(String yaml, String stack) throws IOException {
        return StackTemplate.of(
                TemplateFile.read(Files.writeString(folder.resolve("template.yaml"), yaml)),
                Map.of(),
                new Pseudo("eu-central-1", "000000000000", stack),
                (id, type, properties) -> new Made(id, Map.of()));
    }
}
