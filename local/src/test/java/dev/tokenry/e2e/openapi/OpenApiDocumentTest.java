package dev.tokenry.e2e.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.ResourceProvisioner;
import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is valid and consistent with the routes of the template. */
class OpenApiDocumentTest {

    /** Routes that are not part of the API: the catch-all and the web console. */
    private static final List<String> NON_API_ROUTES = List.of("/", "/{proxy+}", "/console", "/console/{proxy+}");

    private final OpenApiDocument document = OpenApiDocument.instance();

    @Test
    void the_document_is_valid_openapi_3_1() {
        assertThat(messages(document.text())).isEmpty();
        assertThat(document.root().path("openapi").textValue()).startsWith("3.1.");
    }

    @Test
    void an_invalid_document_is_detected() {
        assertThat(messages(document.text().replace("\"responses\":", "\"results\":")))
                .isNotEmpty();
        assertThat(messages(document.text().replace("\"title\":", "\"titel\":")))
                .isNotEmpty();
    }

    @Test
    void the_operations_equal_the_routes_of_the_template() {
        assertThat(document.operations())
                .extracting(Operation::toString)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(routes(route -> true));
    }

    @Test
    void an_operation_is_public_exactly_if_its_route_is() {
        assertThat(document.operations().stream()
                        .filter(each -> document.root().at(each.pointer()).has("security")))
                .extracting(Operation::toString)
                .containsExactlyInAnyOrderElementsOf(routes(route -> route.authorizer() == null));
    }

    @Test
    void the_server_url_is_relative_to_the_document() {
        assertThat(document.root().at("/servers/0/url").textValue()).isEqualTo("../");
    }

    @Test
    void every_reference_resolves_and_every_component_is_referenced() {
        List<String> references = document.root().findValuesAsText("$ref");

        assertThat(references)
                .allSatisfy(
                        each -> assertThat(document.root().at(each.substring(1)).isMissingNode())
                                .as(each)
                                .isFalse());
        for (String componentType : List.of("schemas", "responses", "headers", "parameters")) {
            document.root()
                    .at("/components/" + componentType)
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(references).contains("#/components/" + componentType + "/" + name));
        }
    }

    @Test
    void every_example_matches_its_schema() {
        Map<JsonPointer, JsonNode> examples = new LinkedHashMap<>();
        collectExamples(JsonPointer.empty(), document.root(), examples);

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy((pointer, content) -> assertThat(
                                document.violations(pointer.appendProperty("schema"), content.get("example")))
                        .as(pointer.toString())
                        .isEmpty());
    }

    @Test
    void response_schemas_allow_no_additional_properties() {
        for (String schema : List.of(
                "Token",
                "IssuedToken",
                "TokenList",
                "ListedToken",
                "Upload",
                "Error",
                "User",
                "UserList",
                "BulkResults")) {
            assertThat(document.root().at("/components/schemas/" + schema + "/additionalProperties"))
                    .as(schema)
                    .hasToString("false");
        }
    }

    private static List<String> routes(Predicate<Route> filter) {
        StackTemplate template = StackTemplate.of(
                TemplateFile.read(Path.of("..", "template.yaml")),
                Map.of(),
                new PseudoParameters("eu-central-1", "000000000000", "tokenry"),
                (logicalId, type, properties) ->
                        new ResourceProvisioner.Made(logicalId, Map.of("Arn", "arn:aws:x:::" + logicalId)));
        return template.api().routes().stream()
                .filter(route -> !NON_API_ROUTES.contains(route.resource()))
                .filter(filter)
                .map(route -> route.method() + " " + route.resource())
                .toList();
    }

    private static void collectExamples(JsonPointer pointer, JsonNode node, Map<JsonPointer, JsonNode> examples) {
        if (node.has("schema") && node.has("example")) {
            examples.put(pointer, node);
        }
        node.properties().forEach(each -> collectExamples(pointer.appendProperty(each.getKey()), each.getValue(), examples));
    }

    private static List<String> messages(String text) {
        return new OpenAPIV3Parser()
                .readContents(text, List.of(), new ParseOptions())
                .getMessages();
    }
}
