package dev.tokenry.e2e;

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

/** Tests every authorizer event format of API Gateway over HTTP, each with an API of an attached stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizerEventFormatsIT {

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
    private static Path directory;

    private final Map<String, URI> urls = new HashMap<>();
    private TestStack stack;

    @BeforeAll
    void start() throws IOException {
        Path template = Files.createDirectory(directory.resolve("formats")).resolve("template.yaml");
        stack = TestStack.startWithAttached(directory.resolve("data"), Files.writeString(template, template()));
        EmulatedStack attachedStack = stack.localTokenry().attachedStacks().getFirst();
        for (int i = 0; i < attachedStack.apiUrls().size(); i++) {
            urls.put(
                    attachedStack.template().apis().get(i).logicalId(),
                    attachedStack.apiUrls().get(i));
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
        Map.of("", 0, "Cached", 300).forEach((suffix, ttl) -> {
            template.append(rest("RestRequest" + suffix, "REQUEST", "Headers: [Authorization]", ttl));
            template.append(rest("RestToken" + suffix, "TOKEN", "Header: Authorization", ttl));
            template.append(http("HttpOne" + suffix, "'1.0'", "", ttl, false));
            template.append(http("HttpPolicy" + suffix, "'2.0'", "", ttl, false));
            template.append(http("HttpSimple" + suffix, "'2.0'", ttl == 0 ? "" : ROUTE_AND_PATH, ttl, true));
        });
        return template.append(http("HttpWithoutRouteIdentity", "'2.0'", "", 300, true)).toString();
    }

    private static String rest(String name, String payloadType, String identity, int ttl) {
        String authorizer = "FunctionPayloadType: " + payloadType;
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
                .flatMap(kind -> Stream.of(kind + "Api", kind + "CachedApi"));
    }

    @ParameterizedTest
    @MethodSource("apis")
    void a_route_requires_its_scope_and_a_project_route_its_project(String api) {
        ApiClient client = clientFor(api, "{'name':'n','project':'web','scopes':['metrics.read']}");

        for (int i = 0; i < 2; i++) {
            client.get("/health").expectStatus(200);
            assertThat(client.get("/metrics/load").expectStatus(200).string("owner")).isEqualTo("admin");
            client.get("/metrics/memory").expectStatus(200);
            client.post("/metrics/load", "{}").expectStatus(403);
            client.delete("/metrics/load").expectStatus(403);
            client.get("/projects/web").expectStatus(200);
            client.get("/projects/shop").expectStatus(403);
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void results_of_two_tokens_are_cached_separately(String api) {
        ApiClient reader = clientFor(api, "{'name':'r','scopes':['metrics.read']}");
        ApiClient writer = clientFor(api, "{'name':'w','scopes':['metrics.write']}");

        for (int i = 0; i < 2; i++) {
            reader.get("/metrics/load").expectStatus(200);
            writer.get("/metrics/load").expectStatus(403);
            reader.post("/metrics/load", "{}").expectStatus(403);
            writer.post("/metrics/load", "{}").expectStatus(200);
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void unauthenticated_requests_get_the_error_of_the_api_type(String api) {
        ApiClient anonymous = stack.anonymousClient().withBaseUrl(urls.get(api));
        boolean rest = api.startsWith("Rest");

        anonymous.get("/metrics/load").expectStatus(401);
        anonymous.withTokenValue("nonsense").get("/metrics/load").expectStatus(rest ? 401 : 403);
        anonymous.withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id())).get("/metrics/load").expectStatus(rest ? 401 : 403);
    }

    @Test
    void no_decision_is_returned_that_would_be_cached_for_other_routes() {
        ApiClient client = clientFor("HttpWithoutRouteIdentityApi", "{'name':'n','scopes':['metrics.read']}");

        client.get("/metrics/load").expectStatus(500);
        client.get("/metrics/load").expectStatus(500);
    }

    private ApiClient clientFor(String api, String token) {
        return stack.admin().withBaseUrl(urls.get(api)).withToken(stack.admin().create(token));
    }
}
