package dev.tokenry.functions.exchange;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.exchange.IdTokenCase;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTokenHandlerTest {

    private static final String NOT_ACCEPTED = "{\"error\":\"invalid_request\",\"error_description\":"
            + "\"The id token is not accepted. The reason is in the log under this request's id.\"}";

    /** What the payload of the fixture has after the issuer, and between audience and times. */
    private static final String GITHUB_SUBJECT = "\",\"sub\":\"repo:acme/web:ref:refs/heads/main\",";

    private static final String GITHUB_CLAIMS = "\"repository\":\"acme/web\",\"repository_id\":\"456789\","
            + "\"repository_owner_id\":\"123456\",\"ref\":\"refs/heads/main\",\"event_name\":\"push\"";

    private final TestStack stack = new TestStack();

    @BeforeEach
    void putTrust() {
        Issuer issuer = stack.issuers().put("gh", IssuerKind.GITHUB, IdTokenCase.ISSUER);
        stack.trusts().put("ci-web", issuer, "web", "ci-web");
    }

    @Test
    void id_token_is_exchanged_for_a_token() {
        TestResponse response = call(request(base()));

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        Token token = stack.tokens().all().getFirst();
        JsonNode json = response.json();
        assertThat(response.fieldNames())
                .containsExactly(
                        "access_token",
                        "issued_token_type",
                        "token_type",
                        "expires_in",
                        "scope",
                        "id",
                        "expirationDate",
                        "project");
        assertThat(json.get("access_token").textValue()).startsWith(token.id().value() + ".");
        assertThat(response.string("issued_token_type")).isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(response.string("token_type")).isEqualTo("Bearer");
        assertThat(json.get("expires_in").intValue()).isEqualTo(900);
        assertThat(response.string("scope")).isEqualTo("snapshots.upload");
        assertThat(response.string("id")).isEqualTo(token.id().value());
        assertThat(response.string("expirationDate")).isEqualTo("2026-03-18T10:52:42.518Z");
        assertThat(response.string("project")).isEqualTo("web");
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Pragma", "no-cache")
                .containsEntry("Content-Type", "application/json; charset=utf-8");
    }

    /** Cases 29, 30 and 52, and the rest of the form. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what is replaced in the form of the example, by what; the error; the beginning of its description
                "audience=ci-web| audience=ci-web&audience=ci-web| invalid_request| The parameter audience must not be repeated.",
                "audience=ci-web| audience=ci-web&audience=| invalid_request| The parameter audience must not be repeated.",
                "audience=ci-web| audience=ci-web&resource=x&resource=y| invalid_request| The parameter resource must not",
                "audience=ci-web| audience=ci-web&client_secret=x| invalid_request| The parameter client_secret is not accepted.",
                "audience=ci-web| audience=ci-web&client_secret=| invalid_request| The parameter client_secret is not accepted.",
                "audience=ci-web| audience=ci-web&actor_token=x| invalid_request| The parameter actor_token is not accepted.",
                "audience=ci-web| audience=ci-web&resource=x| invalid_target| The parameter resource is not supported.",
                "audience=ci-web| audience=| invalid_request| The parameter audience is required.",
                "audience=ci-web| x=y| invalid_request| The parameter audience is required.",
                "subject_token=| x=| invalid_request| The parameter subject_token is required.",
                "subject_token_type=| x=| invalid_request| The parameter subject_token_type is required.",
                "id_token&| saml2&| invalid_request| The parameter subject_token_type must be",
                "id_token&| access_token&| invalid_request| Access tokens are not exchanged.",
                "audience=ci-web| audience=ci-web&requested_token_type=x| invalid_request| The parameter requested_token_type",
                "token-exchange| jwt-bearer| unsupported_grant_type| The parameter grant_type must be",
                "grant_type=| grant_type=password&x=| unsupported_grant_type| The parameter grant_type must be",
                "grant_type=| x=| invalid_request| The parameter grant_type is required.",
                "audience=ci-web| audience=ci%2| invalid_request| The body must be",
                "audience=ci-web| audience=ci%ff| invalid_request| The body must be",
            })
    void request_that_is_no_exchange_is_rejected(String from, String to, String error, String description) {
        TestEvent event = request(base());
        assertThat(event.bodyText()).contains(from);

        TestResponse response = call(event.body(event.bodyText().replace(from, to)));

        assertError(response, error, description);
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void id_token_that_is_too_long_is_named() {
        assertError(
                call(request("x".repeat(16_385))),
                "invalid_request",
                "The parameter subject_token must have at most 16384 characters.");
        assertThat(call(request("x".repeat(16_384))).body()).isEqualTo(NOT_ACCEPTED);
    }

    @Test
    void headers_that_are_not_supported_are_rejected() {
        assertError(
                call(request(base()).header("Authorization", "Bearer x")),
                "invalid_request",
                "The header Authorization is not accepted.");
        assertError(call(request(base()).header("If-Match", "\"1\"")), "invalid_request", "The body must be");
        assertError(call(request(base()).query("audience", "ci-web")), "invalid_request", "The body must be");
        assertError(
                call(request(base()).header("X-Token", TestStack.OTHER_TOKEN)), "invalid_request", "The body must be");
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void repeated_parameter_and_malformed_token_of_the_event_files() {
        assertError(
                call(TestEvent.load("token-repeated-parameter")),
                "invalid_request",
                "The parameter audience must not be repeated.");
        TestResponse malformed = call(TestEvent.load("token-malformed"));
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.body()).isEqualTo(NOT_ACCEPTED);
    }

    @Test
    void rejected_and_repeated_requests_of_the_event_files() {
        assertThat(call(request("token-refused", base())).body()).isEqualTo(NOT_ACCEPTED);
        assertThat(call(request(base())).status()).isEqualTo(200);
        assertThat(call(request("token-replayed", base())).body()).isEqualTo(NOT_ACCEPTED);

        assertThat(lines())
                .extracting(
                        line -> line.path("reason").asText(),
                        line -> line.path("requestId").asText())
                .containsExactly(
                        tuple("unknownTrust", "4f5a6b7c-8d9e-4fa0-9b2c-3d4e5f6a7b83"),
                        tuple("", "5f1d6c2e-8b7a-4c39-9e10-2a6b4d8f0c13"),
                        tuple("replayed", "5a6b7c8d-9eaf-4b01-8c3d-4e5f6a7b8c94"));
        assertThat(stack.tokens().all()).hasSize(1);
    }

    /** The claims take the place of those of GitHub; the first of them is the condition of the trust. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "token-gitlab| GITLAB| https://gitlab.com| p256| ES256| ci-gitlab"
                        + "| \"project_id\":\"456789\",\"ref\":\"main\",\"ref_protected\":\"true\"",
                "token-aws| AWS| https://12345678-90ab-cdef-1234-567890abcdef.tokens.sts.global.api.aws| p384| ES384"
                        + "| ci-codebuild| \"sub\":\"arn:aws:iam::123456789012:role/web-deploy\"",
                "token-kubernetes| KUBERNETES| https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE| rsa| RS256"
                        + "| ci-cluster| \"sub\":\"system:serviceaccount:site:export\"",
            })
    void jobs_of_other_platforms_receive_tokens(
            String event, IssuerKind kind, String issuer, String key, String algorithm, String trust, String claims) {
        JsonNode expected = TestResponse.json("{" + claims + "}");
        Map.Entry<String, JsonNode> pin = expected.properties().iterator().next();
        stack.trusts()
                .put(
                        trust,
                        stack.issuers().put("platform", kind, issuer),
                        Map.of(pin.getKey(), pin.getValue().textValue()));
        String subject = claims.startsWith("\"sub\"") ? "" : "\"sub\":\"project_path:acme/web\",";
        String idToken = IdTokenCase.signed(
                key,
                algorithm,
                Map.of(IdTokenCase.ISSUER + GITHUB_SUBJECT, issuer + "\"," + subject, GITHUB_CLAIMS, claims));

        TestResponse response = call(request(event, idToken));
        assertThat(response.status()).as(lines()::toString).isEqualTo(200);
        assertThat(response.string("project")).isEqualTo("web");
        // An id token of a cluster is a file that is read again.
        assertThat(call(request(event, idToken)).status()).isEqualTo(kind == IssuerKind.KUBERNETES ? 200 : 400);
        assertThat(call(request(event, base())).body()).isEqualTo(NOT_ACCEPTED);
    }

    /** The envelope, because such a body is no form. */
    @Test
    void other_bodies_are_errors_of_the_api() {
        assertEnvelope(call(TestEvent.load("token-json-body")), 415, "unsupported-media-type");
        assertEnvelope(call(request(base()).withoutHeader("Content-Type")), 415, "unsupported-media-type");
        assertEnvelope(
                call(request(base()).header("Content-Type", "application/x-www-form-urlencoded; charset=iso-8859-1")),
                415,
                "unsupported-media-type");
        assertEnvelope(call(request("x".repeat(65_537))), 413, "too-large");
        assertError(call(request(base()).body("")), "invalid_request", "The parameter grant_type is required.");
    }

    /** One text, so that who has proved nothing learns nothing; the log has the reason. */
    @ParameterizedTest
    @CsvSource({
        "signature, signature",
        "repository_id, condition",
        "event_name, event",
        "exp, expired",
        "unknown trust, unknownTrust",
        "issuer disabled, issuerOff",
        "replayed, replayed",
    })
    void rejection_does_not_tell_its_reason(String change, String reason) {
        TestResponse response = call(rejected(change));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(NOT_ACCEPTED);
        assertThat(lines().getLast().get("reason").textValue()).isEqualTo(reason);
        assertThat(lines().getLast().get("outcome").textValue()).isEqualTo("rejected");
    }

    private TestEvent rejected(String change) {
        String base = base();
        return switch (change) {
            case "signature" -> request(base.substring(0, base.lastIndexOf('.') + 1));
            case "repository_id" -> request(signed("\"456789\"", "\"999\""));
            case "event_name" -> request(signed("\"push\"", "\"pull_request_target\""));
            case "exp" -> request(signed("1773830557", "1773830262"));
            case "unknown trust" -> {
                TestEvent event = request(base);
                yield event.body(event.bodyText().replace("audience=ci-web", "audience=other"));
            }
            case "issuer disabled" -> {
                disableIssuer();
                yield request(base);
            }
            case "replayed" -> {
                call(request(base));
                yield request(base);
            }
            default -> throw new IllegalArgumentException(change);
        };
    }

    private void disableIssuer() {
        Issuer issuer = stack.issuers().find("gh").orElseThrow();
        Issuer disabled = new Issuer(
                issuer.name(),
                issuer.id(),
                issuer.kind(),
                issuer.issuer(),
                issuer.audiences(),
                null,
                true,
                issuer.maxAge(),
                null,
                false,
                issuer.version());
        stack.issuers().replace(issuer, disabled, STAMP);
    }

    @Test
    void scope_and_limit_have_texts_of_their_own() {
        TestEvent wider = request(base());
        assertThat(call(wider.body(wider.bodyText() + "&scope=snapshots.upload+metrics.read"))
                        .body())
                .isEqualTo("{\"error\":\"invalid_scope\",\"error_description\":"
                        + "\"The trust does not give all of these scopes.\"}");
        stack.setVariable(
                "LIMITS",
                "maxTokenLifetime= defaultTokenLifetime= requireExpiration=false maxTokensPerOwner="
                        + " requireAllowedIps=true autoDisableUnusedAfter=");
        assertThat(call(request(base())).body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                        + "\"The trust asks for more than the limits allow.\"}");
        assertThat(lines().stream().map(line -> line.get("reason").textValue())).containsExactly("scope", "policy");
    }

    @Test
    void faults_are_errors_of_the_api() {
        stack.keyFetcher().fail(Step.KEYS, DocumentFailure.TIMEOUT);
        TestResponse keys = call(request(base()));
        assertEnvelope(keys, 503, "unavailable");
        assertThat(keys.headers()).containsEntry("Retry-After", "60");
        assertThat(lines().getLast().get("outcome").textValue()).isEqualTo("unavailable");
        assertThat(lines().getLast().get("trust").textValue()).isEqualTo("ci-web");
        assertThat(stack.metrics().getLast()).contains("\"FailedKeyFetches\":1");

        stack.issuers().damage("gh");
        TestResponse damaged = call(request(base()));
        assertEnvelope(damaged, 503, "unavailable");
        assertThat(damaged.headers()).containsEntry("Retry-After", "2");
        stack.tokens().makeUnavailable();
        assertEnvelope(call(request(base())), 503, "unavailable");
    }

    @Test
    void without_the_pepper_nothing_is_used_up() {
        stack.makePepperUnavailable();

        assertEnvelope(call(request(base())), 503, "unavailable");
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void line_of_an_exchange_finds_the_job() {
        call(request(base()));

        Token token = stack.tokens().all().getFirst();
        JsonNode line = lines().getFirst();
        assertThat(line.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "event",
                        "outcome",
                        "trust",
                        "issuer",
                        "project",
                        "subject",
                        "jtiDigest",
                        "kid",
                        "claims",
                        "tokenId",
                        "expiresAt",
                        "sourceIp",
                        "userAgent",
                        "requestId",
                        "time");
        assertThat(line.get("outcome").textValue()).isEqualTo("issued");
        assertThat(line.get("subject").textValue()).isEqualTo("repo:acme/web:ref:refs/heads/main");
        assertThat(line.get("claims").get("repository_id").textValue()).isEqualTo("456789");
        assertThat(line.get("tokenId").textValue()).isEqualTo(token.id().value());
        assertThat(line.get("requestId").textValue()).isEqualTo("5f1d6c2e-8b7a-4c39-9e10-2a6b4d8f0c13");
        assertThat(stack.metrics().stream()).anyMatch(metric -> metric.contains("\"Exchanged\":1"));
    }

    /** The local stack shows warnings alone. */
    @Test
    void attempts_that_give_no_token_are_warnings() {
        call(request(base()));
        assertThat(stack.context().warnings()).isEmpty();

        call(rejected("signature"));
        call(request(base()).body(""));
        stack.issuers().damage("gh");
        call(request(base()));
        assertThat(stack.context().warnings().stream()
                        .map(line -> TestResponse.json(line).get("outcome").textValue()))
                .containsExactly("rejected", "invalid", "unavailable");
    }

    @Test
    void line_of_a_rejection_names_the_failed_condition() {
        call(request(signed("refs/heads/main\",\"event", "refs/heads/x\",\"event")));

        JsonNode line = lines().getFirst();
        assertThat(line.get("reason").textValue()).isEqualTo("condition");
        assertThat(line.get("failedCondition").intValue()).isEqualTo(2);
        assertThat(line.get("claims").get("ref").textValue()).isEqualTo("refs/heads/x");
        assertThat(stack.metrics().stream())
                .anyMatch(metric ->
                        metric.contains("\"RejectedExchanges\":1") && metric.contains("\"Reason\":\"condition\""));
    }

    @Test
    void no_line_contains_an_id_token_or_a_secret() {
        String base = base();
        TestResponse issued = call(request(base));
        TestEvent swapped = request("ci-web");
        call(swapped.body(swapped.bodyText().replace("audience=ci-web", "audience=" + base)));
        call(request(base).header("Authorization", "Bearer " + base));
        call(request(base + "."));

        String secret = issued.json().get("access_token").textValue().substring(32);
        assertThat(Stream.concat(stack.logLines().stream(), stack.metrics().stream()))
                .isNotEmpty()
                .noneMatch(line -> line.contains(secret))
                .noneMatch(line -> line.contains(base.substring(base.lastIndexOf('.'))))
                .noneMatch(line -> line.contains(base.substring(0, base.indexOf('.'))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\\"}{\\\"event\\\":\\\"exchange", "\\u2028"})
    void text_of_an_issuer_forges_no_line(String text) {
        call(request(signed("refs/heads/main\",\"event", "x" + text + "\",\"event")));

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst().get("reason").textValue()).isEqualTo("condition");
    }

    private List<JsonNode> lines() {
        return Stream.concat(stack.logLines().stream(), stack.metrics().stream())
                .filter(line -> line.startsWith("{\"event\":\"exchange\""))
                .map(TestResponse::json)
                .toList();
    }

    private TestResponse call(TestEvent event) {
        return stack.call(new ExchangeTokenHandler(stack.wiring()), event);
    }

    private static TestEvent request(String idToken) {
        return request("token-github", idToken);
    }

    private static TestEvent request(String file, String idToken) {
        TestEvent event = TestEvent.load(file);
        return event.body(event.bodyText().replace("ID_TOKEN", URLEncoder.encode(idToken, StandardCharsets.US_ASCII)));
    }

    private static String base() {
        return IdTokenCase.base().text();
    }

    private static String signed(String from, String to) {
        return IdTokenCase.signed("rsa", "RS256", Map.of(from, to));
    }

    private static void assertError(TestResponse response, String error, String description) {
        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.fieldNames()).containsExactly("error", "error_description");
        assertThat(response.string("error")).isEqualTo(error);
        assertThat(response.string("error_description"))
                .startsWith(description)
                .matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+");
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Pragma", "no-cache");
    }

    private static void assertEnvelope(TestResponse response, int status, String reason) {
        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(response.reason()).isEqualTo(reason);
    }
}
