package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.functions.projects.GetProjectHandler;
import dev.tokenry.functions.projects.ListProjectsHandler;
import dev.tokenry.functions.scopes.DeleteScopeHandler;
import dev.tokenry.functions.scopes.ScopesHandler;
import dev.tokenry.functions.scopetemplates.ListScopeTemplatesHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TestLimits;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The capacity units and response sizes of operations in an environment that is as large as it can be: all own scopes
 * and templates that it can have, with the longest texts, and 10 000 projects and tokens. As documented. One of the
 * long checks.
 */
@EnabledIfSystemProperty(named = "tokenry.growth", matches = "true", disabledReason = "Takes half a minute")
@RequiresBackend({Capability.CONSUMED_CAPACITY, Capability.CONSUMED_CAPACITY_OF_BATCHES})
class GrowthTableTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Context CONTEXT = SilentContext.create();
    private static final int PROJECTS = 10_000;
    private static final int TOKENS = 10_000;
    private static final int TEMPLATES = 100;
    private static final int SCOPES_PER_TOKEN = 100;
    private static final int TOKENS_PER_OWNER = 999;
    private static final int TOKENS_PER_PROJECT = 50;
    private static final int DECLARED_SCOPES = 49;

    /** The longest description that a scope can have, of characters that need the most bytes. */
    private static final String DESCRIPTION = "\uD83D\uDD11".repeat(200);

    /** The Lambda runtime accepts 6 MB; what is left is for the envelope of a response. */
    private static final int MAX_RESPONSE_BYTES = 5_500_000;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final TestTable table = new TestTable();
    private final ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(AwsHttpClient.create())
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
            .build();
    private final DynamoStores stores = DynamoStores.over(table, client);
    private final Wiring wiring = DynamoDependencies.wiring(stores);
    private final Map<String, String> measured = new LinkedHashMap<>();
    private Token caller;

    @Test
    void the_documented_growth_table_matches_the_measurement() throws IOException {
        try (stores) {
            install();
            measureReads();
            measureWrites();
        } finally {
            measured.forEach((operation, units) -> System.out.println("| " + operation + " | " + units + " |"));
        }
        assertThat(measured).isEqualTo(documentedTable());
    }

    /** Returns the table of the section on growth in the document. */
    private static Map<String, String> documentedTable() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        Files.readAllLines(Path.of("..", "docs", "capacity.md")).stream()
                .dropWhile(line -> !line.startsWith("## The largest environment"))
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> documented.put(cells[1].strip(), cells[2].strip() + " | " + cells[3].strip()));
        return documented;
    }

    private void measureReads() {
        measure("`GET /v2/scopes`", new ScopesHandler(wiring), request());
        measure("`GET /v2/scopeTemplates`", new ListScopeTemplatesHandler(wiring), request());
        measure("`GET /v2/projects`, any page", new ListProjectsHandler(wiring), request());
        measure(
                "`GET /v2/projects`, with a text in no name",
                new ListProjectsHandler(wiring),
                request().withMultiValueQueryStringParameters(Map.of("text", List.of("unknown"))));
        measure(
                "`GET /v2/projects/{name}`, with 50 tokens",
                new GetProjectHandler(wiring),
                request().withPathParameters(Map.of("project", project(0))));
    }

    private void measureWrites() throws IOException {
        CreateTokenHandler create = new CreateTokenHandler(wiring);
        List<String> own = IntStream.range(0, SCOPES_PER_TOKEN)
                .mapToObj(GrowthTableTest::shortScope)
                .toList();
        measure(
                "create, scopes of the product alone",
                create,
                request(newToken("owner", "administrator", List.of("metrics.read", "logs.read", "apiTokens.read"))));
        measure(
                "create, one own scope",
                create,
                request(newToken("owner", "administrator", List.of("metrics.read", "logs.read", own.getFirst()))));
        String created = measure("create, 100 own scopes", create, request(newToken("owner", "administrator", own)));
        String id = JSON.readTree(created).get("id").textValue();
        measure(
                "create, first token of a project",
                create,
                request(newToken("project", "new-project", List.of("metrics.read"))));
        measure(
                "create, any other token of a project",
                create,
                request(newToken("project", "new-project", List.of("metrics.read"))));
        measure(
                "create, where `MaxTokensPerOwner` is 1,000 and the owner has 999",
                new CreateTokenHandler(
                        DynamoDependencies.wiring(stores, TestLimits.with(Map.of("maxTokensPerOwner", "1000")))),
                request(newToken("owner", "one-owner", List.of("metrics.read"))));
        measure(
                "patch, one own scope more",
                new PatchTokenHandler(wiring),
                request(Map.of("scopes", List.of(own.get(0), own.get(1)))).withPathParameters(Map.of("id", id)));
        measureRules();
        measure(
                "`DELETE /v2/scopes/{name}`",
                new DeleteScopeHandler(wiring),
                request().withPathParameters(Map.of("name", longScope(OwnScope.MAX_COUNT - 1))));
    }

    private void measureRules() {
        List<ScopeDeclaration> declared = IntStream.range(SCOPES_PER_TOKEN, SCOPES_PER_TOKEN + DECLARED_SCOPES)
                .mapToObj(index -> new ScopeDeclaration(new Scope(longScope(index)), DESCRIPTION))
                .toList();
        List<String> rules = declared.stream()
                .map(declaration -> "GET /" + declaration.scope() + " anyOf(" + declaration.scope() + ")")
                .toList();
        take();
        wiring.putApiRules()
                .execute(
                        new IamActor("rules", "request-1"),
                        new PutApiRules.Command("a1b2c3d4e5", new ApiRules(rules, Duration.ZERO, true), declared));
        measured.put("rules of an API with 49 own scopes", take() + " | ");
    }

    private String measure(
            String operation,
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
            APIGatewayProxyRequestEvent request) {
        take();
        APIGatewayProxyResponseEvent response = handler.handleRequest(request, CONTEXT);
        assertThat(response.getStatusCode()).as(response.getBody()).isBetween(200, 299);
        String body = Objects.requireNonNullElse(response.getBody(), "");
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).as(operation).isLessThan(MAX_RESPONSE_BYTES);
        measured.put(operation, take() + " | " + (bytes < 1_000 ? "" : Math.round(bytes / 1000.0) + " kB"));
        return body;
    }

    private String take() {
        Units units = capacities.takeUnits();
        return String.format(Locale.ROOT, "%.1f + %.1f", units.table(), units.indexes());
    }

    private APIGatewayProxyRequestEvent request() {
        ProxyRequestContext context = new ProxyRequestContext();
        context.setPath("/api/v2/apiTokens");
        context.setAuthorizer(Map.copyOf(AuthorizerContextCodec.encode(principal())));
        return new APIGatewayProxyRequestEvent().withRequestContext(context);
    }

    private APIGatewayProxyRequestEvent request(Map<String, Object> body) {
        return request().withBody(JSON.valueToTree(body).toString());
    }

    private Principal principal() {
        return new Principal(
                caller.id(),
                caller.origin().owner(),
                null,
                caller.settings().scopes(),
                false,
                SecretGeneration.CURRENT,
                caller.settings().expiresAt());
    }

    private static Map<String, Object> newToken(String field, String value, List<String> scopes) {
        return Map.of("name", "Nightly build of the web shop", "scopes", scopes, field, value);
    }

    private void install() {
        caller = token(
                "administrator",
                null,
                Scopes.of(Scope.WRITE_TOKENS, Scope.MANAGE_ALL_TOKENS, Scope.WRITE_SCOPES, new Scope("projects.read")));
        stores.tokens().insert(caller, STAMP);
        for (int index = 0; index < OwnScope.MAX_COUNT; index++) {
            Scope scope = new Scope(index < SCOPES_PER_TOKEN ? shortScope(index) : longScope(index));
            stores.scopes().save(new ScopeChange(Optional.empty(), new OwnScope(scope, DESCRIPTION)), STAMP);
        }
        Scopes scopes = new Scopes(IntStream.range(0, SCOPES_PER_TOKEN)
                .mapToObj(index -> new Scope(shortScope(index)))
                .toList());
        for (int index = 0; index < TEMPLATES; index++) {
            stores.scopeTemplates()
                    .insert(new ScopeTemplate("template-%02d".formatted(index), DESCRIPTION, scopes, 1), STAMP);
        }
        installProjects();
        installTokens();
    }

    private void installProjects() {
        stores.projects()
                .insert(new Project(project(0), "0".repeat(24), "Display name of the project", now, 1), false, STAMP);
        Map<String, AttributeValue> item = table.item("project#" + project(0));
        table.load(IntStream.range(1, PROJECTS)
                .mapToObj(index -> with(item, Map.of("pk", "project#" + project(index), "createdKey", project(index))))
                .toList());
    }

    private void installTokens() {
        Token first = token("one-owner", project(0), Scopes.of(new Scope("metrics.read"), Scope.READ_TOKENS));
        stores.tokens().insert(first, STAMP);
        Map<String, AttributeValue> item = table.item(first.id());
        List<Map<String, AttributeValue>> others = new ArrayList<>();
        for (int index = 1; index < TOKENS; index++) {
            String id = SampleTokens.newId().value();
            others.add(with(
                    item,
                    Map.of(
                            "pk",
                            id,
                            "createdKey",
                            now.toEpochMilli() + "#" + id,
                            "owner",
                            index < TOKENS_PER_OWNER ? "one-owner" : "owner-%04d".formatted(index % 100),
                            "project",
                            project(index < TOKENS_PER_PROJECT ? 0 : index))));
        }
        table.load(others);
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> item, Map<String, String> values) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        values.forEach((name, value) -> copy.put(name, AttributeValue.fromS(value)));
        return copy;
    }

    private Token token(String owner, String project, Scopes scopes) {
        return new Token(
                SampleTokens.newId(),
                new TokenOrigin(owner, "administrator", project, false, now),
                new TokenSettings(
                        "Nightly build of the web shop", null, true, scopes, now.plus(Duration.ofDays(365)), null),
                new SecretDigests(SampleTokens.newDigest(1), null, null),
                null,
                1);
    }

    private static String project(int index) {
        return "project-of-the-web-shop-%05d".formatted(index);
    }

    /** Returns the longest name that all scopes of a token can have. */
    private static String shortScope(int index) {
        return "orders.invoices.archived.s%03d".formatted(index);
    }

    /** Returns the longest name that a scope can have. */
    private static String longScope(int index) {
        return "orders." + "a".repeat(53) + ".%03d".formatted(index);
    }
}
