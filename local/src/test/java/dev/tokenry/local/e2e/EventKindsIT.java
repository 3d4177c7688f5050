package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.EmulatedStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of event that API Gateway asks an authorizer with, each from an API of another team, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventKindsIT {

    private static final String API = """
              %1$sApi:
                Type: AWS::Serverless::%2$s
                Properties:
                  %3$s
                  Auth:
                    DefaultAuthorizer: Tokenry
                    Authorizers:
                      Tokenry:
                        FunctionArn: {'Fn::ImportValue': tokenry-AuthorizerArn}
                        FunctionInvokeRole: !GetAtt AuthorizerRole.Arn
                        %4$s
                        Identity: {%5$s, ReauthorizeEvery: %6$d}
              %1$sRules:
                Type: Custom::TokenryRules
                Properties:
                  ServiceToken: {'Fn::ImportValue': tokenry-RulesFunctionArn}
                  ApiId: !Ref %1$sApi
                  AuthorizerResultTtlInSeconds: %6$d
                  EnableSimpleResponses: %7$b
                  Rules:
                    - GET /metrics/{name} anyOf(metrics.read)
                    - POST /metrics/{name} anyOf(metrics.write)
                    - GET /projects/{project} authenticated project {project}
                    - GET /health public
              %1$sFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
                  Handler: index.handler
                  InlineCode: |
                    exports.handler = async ({ requestContext: { authorizer } }) =>
                      ({ statusCode: 200, body: JSON.stringify({ owner: (authorizer?.lambda ?? authorizer)?.owner }) });
                  Events:
                    Read: {Type: %8$s, Properties: {%9$s: !Ref %1$sApi, Method: GET, Path: '/metrics/{name}'}}
                    Write: {Type: %8$s, Properties: {%9$s: !Ref %1$sApi, Method: POST, Path: '/metrics/{name}'}}
                    WithoutRule: {Type: %8$s, Properties: {%9$s: !Ref %1$sApi, Method: DELETE, Path: '/metrics/{name}'}}
                    Health: {Type: %8$s, Properties: {%9$s: !Ref %1$sApi, Method: GET, Path: /health}}
                    Project: {Type: %8$s, Properties: {%9$s: !Ref %1$sApi, Method: GET, Path: '/projects/{project}'}}
            """;

    private static final String ROUTE_AND_PATH = ", Context: [routeKey, path]";

    @TempDir
    private static Path folder;

    private final Map<String, URI> urls = new HashMap<>();
    private TestStack stack;

    @BeforeAll
    void start() throws IOException {
        Path template = Files.createDirectory(folder.resolve("kinds")).resolve("template.yaml");
        stack = TestStack.startBeside(folder.resolve("data"), Files.writeString(template, template()));
        EmulatedStack beside = stack.running().attachedStacks().getFirst();
        for (int i = 0; i < beside.apiUrls().size(); i++) {
            urls.put(
                    beside.template().apis().get(i).logicalId(),
                    beside.apiUrls().get(i));
        }
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private static String template() {
        StringBuilder template = new StringBuilder("""
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  AuthorizerRole:
                    Type: AWS::IAM::Role
                """);
        Map.of("", 0, "Kept", 300).forEach((suffix, ttl) -> {
            template.append(rest("RestRequest" + suffix, "REQUEST", "Headers: [Authorization]", ttl));
            template.append(rest("RestToken" + suffix, "TOKEN", "Header: Authorization", ttl));
            template.append(http("HttpOne" + suffix, "'1.0'", "", ttl, false));
            template.append(http("HttpPolicy" + suffix, "'2.0'", "", ttl, false));
            template.append(http("HttpSimple" + suffix, "'2.0'", ttl == 0 ? "" : ROUTE_AND_PATH, ttl, true));
        });
        return template.append(http("HttpCareless", "'2.0'", "", 300, true)).toString();
    }

    private static String rest(String name, String kind, String identity, int ttl) {
        String authorizer = "FunctionPayloadType: " + kind;
        return API.formatted(name, "Api", "StageName: live", authorizer, identity, ttl, false, "Api", "RestApiId");
    }

    private static String http(String name, String version, String context, int ttl, boolean simple) {
        String authorizer = "AuthorizerPayloadFormatVersion: " + version
                + (simple ? "\n            EnableSimpleResponses: true" : "");
        return API.formatted(
                name, "HttpApi", "", authorizer, "Headers: [Authorization]" + context, ttl, simple, "HttpApi", "ApiId");
    }

    static Stream<String> apis() {
        return Stream.of("RestRequest", "RestToken", "HttpOne", "HttpPolicy", "HttpSimple")
                .flatMap(kind -> Stream.of(kind + "Api", kind + "KeptApi"));
    }

    @ParameterizedTest
    @MethodSource("apis")
    void a_route_opens_to_its_scope_and_a_project_to_its_token(String api) {
        Caller caller = holder(api, "{'name':'n','project':'web','scopes':['metrics.read']}");

        for (int i = 0; i < 2; i++) {
            caller.get("/health").is(200);
            assertThat(caller.get("/metrics/load").is(200).text("owner")).isEqualTo("admin");
            caller.get("/metrics/memory").is(200);
            caller.post("/metrics/load", "{}").is(403);
            caller.delete("/metrics/load").is(403);
            caller.get("/projects/web").is(200);
            caller.get("/projects/shop").is(403);
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void two_tokens_each_get_their_own(String api) {
        Caller reader = holder(api, "{'name':'r','scopes':['metrics.read']}");
        Caller writer = holder(api, "{'name':'w','scopes':['metrics.write']}");

        for (int i = 0; i < 2; i++) {
            reader.get("/metrics/load").is(200);
            writer.get("/metrics/load").is(403);
            reader.post("/metrics/load", "{}").is(403);
            writer.post("/metrics/load", "{}").is(200);
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void nobody_gets_in_and_hears_what_this_kind_of_gateway_says(String api) {
        Caller nobody = stack.nobody().at(urls.get(api));
        boolean rest = api.startsWith("Rest");

        nobody.get("/metrics/load").is(401);
        nobody.holder("nonsense").get("/metrics/load").is(rest ? 401 : 403);
        nobody.holder(Forged.token(Forged.id())).get("/metrics/load").is(rest ? 401 : 403);
    }

    @Test
    void yes_and_no_that_would_be_kept_for_other_routes_are_not_given() {
        Caller caller = holder("HttpCarelessApi", "{'name':'n','scopes':['metrics.read']}");

        caller.get("/metrics/load").is(500);
        caller.get("/metrics/load").is(500);
    }

    private Caller holder(String api, String token) {
        return stack.admin().at(urls.get(api)).with(stack.admin().create(token));
    }
}
