package dev.tokenry.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What template.yaml makes of its parameter PepperKeys: each step of a rotation is one value of it. */
class PepperParameterTest {

    private static final TemplateFile FILE = TemplateFile.read(Path.of("..", "template.yaml"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OWN = "arn:aws:x:::PepperKey";
    private static final String ONE = "arn:aws:kms:eu-central-1:123456789012:key/0a";
    private static final String TWO = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-0b";

    private static final Set<String> HOLDERS =
            Set.of("CreateFunction", "RegenerateFunction", "LookupFunction", "AuthorizeFunction", "BootstrapFunction");

    @ParameterizedTest
    @CsvSource({
        "'',             1=" + OWN + ",  1, " + OWN,
        "'1=" + ONE + "', 1=" + ONE + ", 1, " + ONE,
        "'1=" + ONE + ",2=" + TWO + "', '1=" + ONE + ",2=" + TWO + "', 1, '" + ONE + " " + TWO + "'",
        "'2=" + TWO + ",1=" + ONE + "', '2=" + TWO + ",1=" + ONE + "', 2, '" + TWO + " " + ONE + "'",
        "'2=" + TWO + "', 2=" + TWO + ", 2, " + TWO,
        "'9999=" + ONE + ",1=" + ONE + "', '9999=" + ONE + ",1=" + ONE + "', 9999, '" + ONE + " " + ONE + "'",
    })
    void the_first_is_written_with_and_each_may_be_used(String value, String keys, String write, String arns) {
        Scope scope = scopeWith(value);

        List<FunctionSpec> holders = scope.existing().stream()
                .filter(Declaration::isFunction)
                .map(function -> FunctionReader.read(function, scope))
                .filter(function -> function.environment().containsKey("PEPPER_KEYS"))
                .toList();
        assertThat(holders).extracting(FunctionSpec::logicalId).containsExactlyInAnyOrderElementsOf(HOLDERS);
        assertThat(holders)
                .allSatisfy(function -> assertThat(function.environment())
                        .containsEntry("PEPPER_KEYS", keys)
                        .containsEntry("PEPPER_WRITE_VERSION", write));
        JsonNode statement = resolved(scope, "PepperAccessPolicy").at("/PolicyDocument/Statement/0");
        assertThat(statement.at("/Resource")).extracting(JsonNode::textValue).containsExactly(arns.split(" "));
        assertThat(statement.at("/Action").textValue()).isEqualTo("kms:GenerateMac");
    }

    @Test
    void who_mints_or_proves_a_secret_may_derive_the_pepper_and_nobody_else() {
        Scope scope = scopeWith("");
        Set<String> holders = scope.existing().stream()
                .filter(Declaration::isFunction)
                .filter(function -> function.properties().toString().contains("PepperAccessPolicy"))
                .map(Declaration::logicalId)
                .collect(Collectors.toSet());
        assertThat(holders).isEqualTo(HOLDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1=" + ONE, "2=" + TWO})
    void while_there_is_one_pepper_the_authorizer_may_write_no_digest(String value) {
        assertThat(authorizerStatements(scopeWith(value)).toString())
                .contains("NoteLastUse")
                .doesNotContain("RenewDigests", "digest");
    }

    @Test
    void while_there_are_two_it_may_write_digests_in_a_statement_of_their_own() {
        List<JsonNode> writes = StreamSupport.stream(
                        authorizerStatements(scopeWith("1=" + ONE + ",2=" + TWO))
                                .spliterator(),
                        false)
                .filter(statement -> statement.path("Action").asText().equals("dynamodb:UpdateItem"))
                .toList();
        assertThat(writes)
                .extracting(statement -> JSON.convertValue(
                        statement.at("/Condition/ForAllValues:StringEquals/dynamodb:Attributes"), List.class))
                .containsExactly(
                        List.of("pk", "deletedAt", "lastUsedAt", "lastUsedIp"),
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
                ONE,
                "0=" + ONE,
                "01=" + ONE,
                "12345=" + ONE,
                "1=alias/pepper",
                "1=arn:aws:kms:eu-central-1:123456789012:alias/pepper",
                "1=" + ONE + ",",
                ",1=" + ONE,
                "1=" + ONE + ", 2=" + TWO,
                "1=" + ONE + ",1=" + TWO,
                "12=" + ONE + ",12=" + TWO,
                "1=" + ONE + ",2=" + TWO + ",3=" + TWO,
                "1=" + ONE + "\n",
            })
    void what_is_no_step_of_a_rotation_is_not_deployed(String value) {
        assertThatThrownBy(() -> scopeWith(value))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Parameters.PepperKeys");
    }

    @Test
    void versions_that_begin_alike_are_two() {
        assertThat(resolved(scopeWith("1=" + ONE + ",12=" + TWO), "PepperAccessPolicy")
                        .toString())
                .contains(ONE, TWO);
    }

    private static Scope scopeWith(String pepperKeys) {
        return new Scope(
                FILE,
                Map.of("PepperKeys", pepperKeys),
                new Pseudo("eu-central-1", "000000000000", "tokenry"),
                Published.NOTHING,
                (logicalId, type, properties) ->
                        new ResourceMaker.Made(logicalId, Map.of("Arn", "arn:aws:x:::" + logicalId)));
    }

    private static JsonNode authorizerStatements(Scope scope) {
        Declaration authorizer = scope.existing("AuthorizeFunction", "test");
        JsonNode policies =
                JSON.valueToTree(scope.resolve(authorizer.properties().get("Policies"), "test"));
        return policies.get(1).path("Statement");
    }

    private static JsonNode resolved(Scope scope, String logicalId) {
        return JSON.valueToTree(scope.resolve(scope.existing(logicalId, "test").properties(), "test"));
    }
}
