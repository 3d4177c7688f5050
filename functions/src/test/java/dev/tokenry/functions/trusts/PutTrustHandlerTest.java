package dev.tokenry.functions.trusts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TestStamp;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutTrustHandlerTest implements WriteContract, JsonBodyContract {

    private static final String GITHUB = "https://token.actions.githubusercontent.com";
    private static final String CONDITIONS = "[{\"claim\":\"repository_id\",\"equals\":\"456789\"},"
            + "{\"claim\":\"repository_owner_id\",\"equals\":\"123456\"},"
            + "{\"claim\":\"ref\",\"equals\":\"refs/heads/main\"}]";

    private final TestStack stack = new TestStack();
    private final PutTrustHandler handler = new PutTrustHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("admin")
            .scopes("trusts.write", "TenantTokenManagement")
            .store();
    private final Issuer github = stack.issuers().put("github", IssuerKind.GITHUB, GITHUB);
    private final Issuer people = stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example.com");

    @BeforeEach
    void put_other_issuers() {
        stack.issuers()
                .put("aws", IssuerKind.AWS, "https://3f1c0a52-7a0e-4b57-9d3e-0123456789ab.tokens.sts.global.api.aws");
    }

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("trust-put").calledBy(admin);
    }

    @Override
    public Token authorizedToken() {
        return admin;
    }

    private Trust stored(String name) {
        return stack.trusts().find(name).orElseThrow();
    }

    @Test
    void trust_is_created_replaced_and_left_alone() {
        TestResponse created = call(request());

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.body())
                .isEqualTo("{\"name\":\"ci-web\",\"issuer\":\"github\",\"conditions\":" + CONDITIONS
                        + ",\"project\":\"web\",\"owner\":\"ci-web\",\"scopes\":[\"snapshots.upload\"],"
                        + "\"lifetimeSeconds\":900,\"description\":\"Uploads of acme/web\",\"enabled\":true,"
                        + "\"createdBy\":\"admin\",\"creationDate\":\"2026-03-18T10:37:42.518Z\","
                        + "\"warnings\":[\"Everyone who can push to the branch, or change the workflow, gets the token. A"
                        + " condition on environment, whose protection rules GitHub enforces, or on job_workflow_ref"
                        + " prevents that.\"]}");
        assertThat(created.headers()).containsEntry("ETag", "\"" + TestStack.NOW.toEpochMilli() + "\"");
        assertThat(call(request().body(created.body())).headers())
                .as("what was read can be sent back, and changes nothing")
                .isEqualTo(created.headers());

        stack.advance(Duration.ofMinutes(1));
        TestResponse disabled = call(request().with("enabled", false));
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.fieldNames()).doesNotContain("modifiedDate");
        TestResponse replaced = call(request().with("lifetimeSeconds", 60).without("description"));
        assertThat(replaced.string("modifiedDate")).isEqualTo("2026-03-18T10:38:42.518Z");
        assertThat(replaced.fieldNames()).doesNotContain("description");
        assertThat(stored("ci-web").grant().lifetime()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void trust_without_a_pin_is_rejected_naming_it() {
        TestResponse response = call(TestEvent.load("trust-put-without-pin").calledBy(admin));

        assertThat(response.violationReasons())
                .containsExactly("conditions pin-required", "conditions pin-required", "conditions pin-required");
        assertThat(response.body()).contains("repository_id", "repository_owner_id", "job_workflow_ref");
        assertThat(stack.trusts().all()).isEmpty();
    }

    @Test
    void wide_pattern_is_rejected() {
        TestResponse response = call(TestEvent.load("trust-put-wide-like").calledBy(admin));

        assertThat(response.violationReasons()).containsExactly("conditions[0] invalid-condition");
        assertThat(stack.trusts().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"claim":"ref","like":"**"}                       | must begin with
        {"claim":"ref","like":"a*b*c"}                    | must begin with
        {"claim":"ref","like":"refs/a*b*"}                | at most one wildcard
        {"claim":"ref","like":"^refs/heads/main$"}        | must not be a regular expression
        {"claim":"ref","matches":"main"}                  | exactly one operator
        {"claim":"ref"}                                   | exactly one operator
        {"claim":"ref","equals":"a","like":"refs/*"}      | exactly one operator
        {"claim":"aud","equals":"a"}                      | which is checked for every id token
        {"claim":"ref","equals":1.5}                      | a string, a boolean or an integer
        {"claim":"","equals":"a"}                         | must have a claim
        """)
    void invalid_condition_is_named_with_its_rule(String condition, String rule) {
        String body = request().bodyText().replace(CONDITIONS, "[" + condition + "]");
        TestResponse response = call(request().body(body));

        assertThat(response.violationReasons()).containsExactly("conditions[0] invalid-condition");
        assertThat(response.message()).startsWith("conditions[0] ").contains(rule);
    }

    @Test
    void pin_of_aws_is_the_arn_of_a_role() {
        TestEvent aws = request().with("issuer", "aws");

        assertThat(call(aws.with("conditions", List.of(Map.of("claim", "sub", "equals", "ci"))))
                        .violationReasons())
                .containsExactly("conditions[0] invalid-condition");
        assertThat(call(aws.with(
                                "conditions",
                                List.of(
                                        Map.of("claim", "sub", "equals", "arn:aws:iam::123456789012:role/ci"),
                                        Map.of("claim", "scope", "equals", "x"))))
                        .violationReasons())
                .containsExactly("conditions[1] invalid-condition");
        assertThat(call(aws.with(
                                "conditions",
                                List.of(Map.of("claim", "sub", "equals", "arn:aws:iam::123456789012:role/ci"))))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        issuer          | null                          | issuer required
        issuer          | "absent"                      | issuer unknown-value
        scopes          | null                          | scopes required
        scopes          | []                            | scopes scope-count
        scopes          | ["nope"]                      | scopes[0] unknown-scope
        scopes          | ["logs.read","users.read"]    | scopes[1] scope-not-for-jobs
        scopes          | ["TenantTokenManagement"]     | scopes[0] scope-not-for-jobs
        scopes          | ["trusts.write"]              | scopes[0] scope-not-for-jobs
        project         | null                          | project required
        project         | "A B"                         | project pattern
        owner           | "a b"                         | owner pattern
        lifetimeSeconds | 59                            | lifetimeSeconds out-of-range
        lifetimeSeconds | 3601                          | lifetimeSeconds out-of-range
        lifetimeSeconds | 90.5                          | lifetimeSeconds wrong-type
        maxCreatedDays  | 30                            | maxCreatedDays inconsistent
        allowedIps      | []                            | allowedIps address-count
        expirationDate  | "2026-03-18T10:00:00Z"        | expirationDate in-the-past
        enabled         | "yes"                         | enabled wrong-type
        conditions      | {}                            | conditions wrong-type
        """)
    void invalid_field_is_rejected(String field, String value, String violation) {
        TestResponse response =
                call(request().with(field, TestResponse.json("[" + value + "]").get(0)));

        assertThat(response.violationReasons()).containsExactly(violation);
        assertThat(stack.trusts().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-9223372036854775809", "0", "43200", "43201", "1e30"})
    void message_tells_the_range_of_the_kind(String seconds) {
        TestResponse response = call(request()
                .with("lifetimeSeconds", TestResponse.json("[" + seconds + "]").get(0)));

        assertThat(response.body()).contains("must be from 60 to 3600");
    }

    @Test
    void trust_gives_only_what_the_caller_could_create() {
        Token bound = stack.token()
                .owner("ci-web")
                .project("web")
                .scopes("trusts.write", "snapshots.upload")
                .expiresIn(Duration.ofDays(7))
                .store();
        TestEvent request =
                request().calledBy(bound).with("expirationDate", "now+7d").without("owner");

        assertRejected(
                request.with("scopes", List.of("logs.read")),
                403,
                "Token cannot grant scopes that it does not hold: logs.read");
        request.with("scopes", List.of("snapshots.upload"));
        assertRejected(request.with("project", "shop"), 403, "Token is bound to another project.");
        request.without("project");
        assertThat(call(request.with("owner", "anna")).reason()).isEqualTo("other-owner");
        request.without("owner");
        assertThat(call(request.with("expirationDate", "now+8d")).reason()).isEqualTo("outlives");
        assertThat(call(request.without("expirationDate")).reason()).isEqualTo("outlives");
        assertThat(stack.trusts().all()).isEmpty();
        TestResponse created = call(request.with("expirationDate", "now+7d"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.string("project")).isEqualTo("web");
        assertThat(created.string("owner")).isEqualTo("ci-web");
    }

    @Test
    void user_without_a_project_writes_no_trust() {
        Token anna = stack.token()
                .owner("anna")
                .scopes("trusts.write", "snapshots.upload")
                .store();

        assertThat(call(request().calledBy(anna).without("owner")).reason()).isEqualTo("other-project");
    }

    @Test
    void lead_writes_trusts_of_its_project_for_a_technical_owner() {
        stack.projects().put("web");
        User anna = new User("anna", null, null, true, Scopes.parse("trusts.write snapshots.upload"), true, 1);
        stack.users()
                .insert(
                        anna.withLeads(List.of(
                                LedProject.of(stack.projects().find("web").orElseThrow()))),
                        TestStamp.STAMP);
        Token lead = stack.token()
                .owner("anna")
                .personal()
                .scopes("trusts.write", "snapshots.upload")
                .store();

        assertThat(call(request().calledBy(lead).context("userId", anna.id())).status())
                .isEqualTo(201);
        assertThat(call(request()
                                .calledBy(lead)
                                .context("userId", anna.id())
                                .path("name", "other")
                                .with("project", "shop"))
                        .reason())
                .isEqualTo("other-project");
    }

    @Test
    void who_does_not_hold_the_scopes_can_restrict_a_trust_and_not_widen_it() {
        stack.trusts().put("ci-web", github, "web", "ci-web");
        Token bound =
                stack.token().owner("bob").project("web").scopes("trusts.write").store();
        TestEvent request = request().calledBy(bound);

        assertThat(call(request.with("lifetimeSeconds", 300)).status()).isEqualTo(200);
        assertThat(call(request.with("description", "Other")).status()).isEqualTo(200);
        assertThat(call(request.with("enabled", false)).status()).isEqualTo(200);
        assertThat(call(request.with("enabled", true)).reason()).isEqualTo("scope-not-held");
        assertThat(call(request.with("enabled", false).with("lifetimeSeconds", 301))
                        .reason())
                .isEqualTo("scope-not-held");
        request.with("lifetimeSeconds", 300);
        String another = request.bodyText().replace("refs/heads/main", "refs/heads/other");
        assertThat(call(request().calledBy(bound).body(another)).reason()).isEqualTo("scope-not-held");
        String further = request.bodyText().replace("}],", "},{\"claim\":\"environment\",\"equals\":\"prod\"}],");
        assertThat(call(request().calledBy(bound).body(further)).status()).isEqualTo(200);
    }

    @Test
    void issuer_and_project_never_change() {
        stack.trusts().put("ci-web", github, "shop", "ci-web");
        assertThat(call(request()).violationReasons()).containsExactly("project read-only");
        assertThat(call(request().without("project").with("issuer", "aws")).violationReasons())
                .containsExactly("issuer read-only");
        assertThat(call(request().without("project")).status()).isEqualTo(200);
    }

    @Test
    void owner_of_a_trust_stays_if_the_request_names_none() {
        stack.trusts().put("ci-web", github, "web", "ci-old");

        assertThat(call(request().without("owner")).string("owner")).isEqualTo("ci-old");
        assertThat(call(request()).string("owner")).isEqualTo("ci-web");
    }

    @Test
    void trust_carries_the_id_of_the_owner_s_user_and_none_of_a_disabled_one() {
        stack.users().insert(new User("Ci-Web", null, null, true, Scopes.NONE, true, 1), TestStamp.STAMP);

        assertThat(call(request()).string("owner")).isEqualTo("Ci-Web");
        assertThat(((TrustGrant.ForJobs) stored("ci-web").grant()).userId()).isEqualTo(User.FIRST_ID);

        stack.users().insert(new User("gone", null, null, false, Scopes.NONE, true, 1), TestStamp.STAMP);
        assertThat(call(request().with("owner", "gone")).violationReasons()).containsExactly("owner owner-disabled");
    }

    @Test
    void name_of_an_invisible_trust_is_taken() {
        stack.trusts().put("ci-web", github, "shop", "ci-shop");
        Token bound = stack.token()
                .owner("ci-web")
                .project("web")
                .scopes("trusts.write", "snapshots.upload")
                .store();

        assertRejected(request().calledBy(bound), 409, "The name is taken. Choose a different name.");
        assertThat(stored("ci-web").version()).isEqualTo(1);
    }

    @Test
    void trust_for_people_is_written_only_by_who_manages_all_tokens() {
        TestEvent request = request()
                .path("name", "console")
                .body("{\"issuer\":\"people\",\"scopes\":[\"apiTokens.read\",\"users.read\"],\"maxCreatedDays\":30}");

        TestResponse created = call(request);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.fieldNames())
                .contains("maxCreatedDays", "lifetimeSeconds")
                .doesNotContain("conditions", "project", "owner");
        assertThat(created.json().path("lifetimeSeconds").asInt()).isEqualTo(3600);
        assertRejected(
                request.calledBy(stack.token()
                        .scopes("trusts.write", "apiTokens.read", "users.read")
                        .store()),
                403,
                "Changing trusts for people requires the scope TenantTokenManagement and a token that is not bound to"
                        + " a project.");
        request.calledBy(admin);
        assertThat(call(request.with("project", "web").with("owner", "anna")).violationReasons())
                .containsExactly("project inconsistent", "owner inconsistent");
        request.without("project").without("owner");
        assertThat(call(request.with("conditions", List.of(Map.of("claim", "sub", "equals", "x"))))
                        .violationReasons())
                .containsExactly("conditions invalid-condition");
    }

    @Test
    void name_console_is_reserved_for_people() {
        assertThat(call(request().path("name", "console")).violationReasons()).containsExactly("name reserved-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ci", "-x", "a%20b", "a.b"})
    void name_has_the_form_of_a_project_name(String name) {
        assertInvalid(request().path("name", name), "name PATH");
    }

    @Test
    void number_of_trusts_of_a_project_is_limited() {
        for (int i = 0; i < Trust.MAX_PER_PROJECT; i++) {
            stack.trusts().put("trust-" + i, github, "web", "ci-web");
        }

        assertRejected(request(), 409, "A project can have at most 200 trusts. Delete trusts that are no longer used.");
        assertThat(call(request().path("name", "trust-1")).status()).isEqualTo(200);
        assertThat(call(request().with("project", "shop")).status()).isEqualTo(201);
    }

    @Test
    void expired_trust_is_disabled_and_not_enabled_again_without_another_date() {
        call(request().with("expirationDate", "2026-03-18T11:00:00.000Z"));
        stack.advance(Duration.ofHours(1));
        TestEvent request = request().with("expirationDate", "2026-03-18T11:00:00.000Z");

        assertThat(call(request.with("enabled", false)).status()).isEqualTo(200);
        assertThat(call(request.with("enabled", true)).violationReasons()).containsExactly("expirationDate expired");
        assertThat(call(request.with("expirationDate", "now+1h")).status()).isEqualTo(200);
    }

    @Test
    void limits_of_the_environment_apply() {
        stack.setVariable(
                "LIMITS",
                "maxTokenLifetime= defaultTokenLifetime= requireExpiration=false maxTokensPerOwner="
                        + " requireAllowedIps=true autoDisableUnusedAfter=");
        PutTrustHandler limited = new PutTrustHandler(stack.wiring());

        assertThat(stack.call(limited, request()).violationReasons()).containsExactly("allowedIps addresses-required");
        assertThat(stack.call(limited, request().with("allowedIps", List.of("192.0.2.0/24")))
                        .json()
                        .path("allowedIps"))
                .hasToString("[\"192.0.2.0/24\"]");
    }

    @Test
    void warnings_name_what_is_worth_a_second_look() {
        String body = request()
                .bodyText()
                .replace(
                        "{\"claim\":\"ref\",\"equals\":\"refs/heads/main\"}",
                        "{\"claim\":\"environment\",\"equals\":\"prod\"}");
        assertThat(call(request().body(body)).json().path("warnings")).isEmpty();
        assertThat(call(request()
                                .body(body)
                                .with("scopes", List.of("metrics.write"))
                                .with("lifetimeSeconds", 901))
                        .json()
                        .path("warnings"))
                .extracting(warning -> warning.asText().substring(0, 24))
                .containsExactly("The scope metrics.write ", "The token lives longer t");
    }

    @Test
    void trust_of_an_earlier_issuer_of_the_name_must_be_created_again() {
        stack.trusts()
                .put(
                        "ci-web",
                        new Issuer(
                                "github",
                                "ffff",
                                IssuerKind.GITHUB,
                                GITHUB,
                                github.audiences(),
                                null,
                                true,
                                github.maxAge(),
                                null,
                                true,
                                1),
                        "web",
                        "ci-web");

        assertThat(call(request()).violationReasons()).containsExactly("issuer inconsistent");
    }
}
