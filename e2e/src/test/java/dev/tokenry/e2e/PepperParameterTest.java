package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.emulator.cloudformation.FunctionReader;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.ResourceDeclaration;
import dev.tokenry.emulator.cloudformation.StackExports;
import dev.tokenry.emulator.cloudformation.TemplateContext;
import dev.tokenry.emulator.cloudformation.TemplateException;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.PhysicalResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter PepperKeys of template.yaml, with the value of each step of a rotation. */
class PepperParameterTest {

    private static final TemplateFile TEMPLATE = TemplateFile.read(Path.of("..", "template.yaml"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DEFAULT_KEY_ARN = "arn:aws:x:::PepperKey";
    private static final String FIRST_KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/0a";
    private static final String SECOND_KEY_ARN = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-0b";

    private static final Set<String> PEPPER_FUNCTIONS = Set.of(
            "CreateFunction",
            "RegenerateFunction",
            "LookupFunction",
            "AuthorizeFunction",
            "BootstrapFunction",
            "RevocationFunction",
            // They read sealed records, or write them.
            "ListIssuersFunction",
            "GetIssuerFunction",
            "PutIssuerFunction",
            "DeleteIssuerFunction",
            "ListTrustsFunction",
            "GetTrustFunction",
            "PutTrustFunction",
            "DeleteTrustFunction",
            "ExplainTrustFunction",
            "ExchangeFunction",
            "PutUserFunction",
            "SignInFunction",
            // They read the trust of a session.
            "UpdateFunction",
            "PatchFunction",
            "BulkFunction");

    /** It can derive the pepper only where reports of GitHub are accepted. */
    private static final String GITHUB_FUNCTION = "GitHubLeaksFunction";

    @ParameterizedTest
    @CsvSource({
        "'',             1=" + DEFAULT_KEY_ARN + ",  1, " + DEFAULT_KEY_ARN,
        "'1=" + FIRST_KEY_ARN + "', 1=" + FIRST_KEY_ARN + ", 1, " + FIRST_KEY_ARN,
        "'1=" + FIRST_KEY_ARN + ",2=" + SECOND_KEY_ARN + "', '1=" + FIRST_KEY_ARN + ",2=" + SECOND_KEY_ARN + "', 1, '"
                + FIRST_KEY_ARN + " " + SECOND_KEY_ARN + "'",
        "'2=" + SECOND_KEY_ARN + ",1=" + FIRST_KEY_ARN + "', '2=" + SECOND_KEY_ARN + ",1=" + FIRST_KEY_ARN + "', 2, '"
                + SECOND_KEY_ARN + " " + FIRST_KEY_ARN + "'",
        "'2=" + SECOND_KEY_ARN + "', 2=" + SECOND_KEY_ARN + ", 2, " + SECOND_KEY_ARN,
        "'9999=" + FIRST_KEY_ARN + ",1=" + FIRST_KEY_ARN + "', '9999=" + FIRST_KEY_ARN + ",1=" + FIRST_KEY_ARN
                + "', 9999, '" + FIRST_KEY_ARN + " " + FIRST_KEY_ARN + "'",
    })
    void the_first_pepper_is_used_for_new_digests_and_every_key_is_permitted(
            String value, String keys, String write, String arns) {
        TemplateContext scope = contextWith(value);

        List<FunctionSpec> holders = scope.resources().stream()
                .filter(ResourceDeclaration::isFunction)
                .map(function -> FunctionReader.read(function, scope))
                .filter(function -> function.environment().containsKey("PEPPER_KEYS"))
                .toList();
        assertThat(holders)
                .extracting(FunctionSpec::logicalId)
                .contains(GITHUB_FUNCTION)
                .filteredOn(name -> !name.equals(GITHUB_FUNCTION))
                .containsExactlyInAnyOrderElementsOf(PEPPER_FUNCTIONS);
        assertThat(holders)
                .allSatisfy(function -> assertThat(function.environment())
                        .containsEntry("PEPPER_KEYS", keys)
                        .containsEntry("PEPPER_WRITE_VERSION", write));
        JsonNode statement = resolvedProperties(scope, "PepperAccessPolicy").at("/PolicyDocument/Statement/0");
        assertThat(statement.at("/Resource")).extracting(JsonNode::textValue).containsExactly(arns.split(" "));
        assertThat(statement.at("/Action").textValue()).isEqualTo("kms:GenerateMac");
    }

    @Test
    void only_functions_that_mint_or_verify_secrets_or_seals_can_derive_the_pepper() {
        JsonNode roles = JSON.valueToTree(
                        contextWith("").resource("PepperAccessPolicy", "test").properties())
                .path("Roles");
        assertThat(roles)
                .filteredOn(role -> role.has("Ref"))
                .extracting(role -> role.path("Ref").asText().replaceFirst("Role$", ""))
                .containsExactlyInAnyOrderElementsOf(PEPPER_FUNCTIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1=" + FIRST_KEY_ARN, "2=" + SECOND_KEY_ARN})
    void with_one_pepper_the_authorizer_cannot_write_digests(String value) {
        assertThat(authorizerStatements(contextWith(value)).toString())
                .contains("NoteLastUse")
                .doesNotContain("RenewDigests", "digest");
    }

    @Test
    void with_two_peppers_the_authorizer_can_write_digests_by_a_separate_statement() {
        List<JsonNode> writes = StreamSupport.stream(
                        authorizerStatements(contextWith("1=" + FIRST_KEY_ARN + ",2=" + SECOND_KEY_ARN))
                                .spliterator(),
                        false)
                .filter(statement -> statement.path("Action").asText().equals("dynamodb:UpdateItem"))
                .filter(statement -> !statement.path("Sid").asText().equals("NoteScopeUse"))
                .toList();
        assertThat(writes)
                .extracting(statement -> JSON.convertValue(
                        statement.at("/Condition/ForAllValues:StringEquals/dynamodb:Attributes"), List.class))
                .containsExactly(
                        List.of(
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
                                "retiredUses"),
                        List.of("pk", "deletedAt", "digest", "pepper", "previousDigest", "previousPepper"));
        assertThat(writes)
                .extracting(statement -> statement
                        .at("/Condition/StringEqualsIfExists/dynamodb:ReturnValues")
                        .asText())
                .containsOnly("NONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FIRST_KEY_ARN,
                "0=" + FIRST_KEY_ARN,
                "01=" + FIRST_KEY_ARN,
                "12345=" + FIRST_KEY_ARN,
                "1=alias/pepper",
                "1=arn:aws:kms:eu-central-1:123456789012:alias/pepper",
                "1=" + FIRST_KEY_ARN + ",",
                ",1=" + FIRST_KEY_ARN,
                "1=" + FIRST_KEY_ARN + ", 2=" + SECOND_KEY_ARN,
                "1=" + FIRST_KEY_ARN + ",1=" + SECOND_KEY_ARN,
                "12=" + FIRST_KEY_ARN + ",12=" + SECOND_KEY_ARN,
                "1=" + FIRST_KEY_ARN + ",2=" + SECOND_KEY_ARN + ",3=" + SECOND_KEY_ARN,
                "1=" + FIRST_KEY_ARN + "\n",
            })
    void an_invalid_rotation_step_is_rejected(String value) {
        assertThatThrownBy(() -> contextWith(value))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Parameters.PepperKeys");
    }

    @Test
    void versions_with_a_common_prefix_are_distinct() {
        assertThat(resolvedProperties(contextWith("1=" + FIRST_KEY_ARN + ",12=" + SECOND_KEY_ARN), "PepperAccessPolicy")
                        .toString())
                .contains(FIRST_KEY_ARN, SECOND_KEY_ARN);
    }

    private static TemplateContext contextWith(String pepperKeys) {
        return new TemplateContext(
                TEMPLATE,
                Map.of("PepperKeys", pepperKeys),
                new PseudoParameters("eu-central-1", "000000000000", "tokenry"),
                StackExports.EMPTY,
                (logicalId, type, properties) ->
                        new PhysicalResource(logicalId, Map.of("Arn", "arn:aws:x:::" + logicalId)));
    }

    private static JsonNode authorizerStatements(TemplateContext scope) {
        ResourceDeclaration authorizer = scope.resource("AuthorizeFunction", "test");
        JsonNode policies =
                JSON.valueToTree(scope.resolve(authorizer.properties().get("Policies"), "test"));
        return policies.get(0).path("Statement");
    }

    private static JsonNode resolvedProperties(TemplateContext scope, String logicalId) {
        return JSON.valueToTree(scope.resolve(scope.resource(logicalId, "test").properties(), "test"));
    }
}
