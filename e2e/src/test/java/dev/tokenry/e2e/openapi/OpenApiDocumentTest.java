package dev.tokenry.e2e.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.text.VisibleText;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI document is valid and describes all routes. */
class OpenApiDocumentTest {

    /** The catch-all route and the web console, which are not part of the API. */
    private static final List<String> NO_OPERATIONS = List.of("/", "/{proxy+}", "/console", "/console/{proxy+}");

    private final OpenApiDocument document = OpenApiDocument.instance();

    @Test
    void the_document_is_valid_openapi_3_1() {
        assertThat(messages(document.text())).isEmpty();
        assertThat(document.root().path("openapi").textValue()).startsWith("3.1.");
    }

    @Test
    void an_invalid_document_is_detected() {
        assertThat(messages(document.text().replace("\"responses\":", "\"replies\":")))
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
                    .forEachRemaining(
                            name -> assertThat(references).contains("#/components/" + componentType + "/" + name));
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

    @ParameterizedTest
    @CsvSource({
        "NewToken/properties/name, build, true",
        "NewToken/properties/name, Zoë ❤️, true",
        "NewToken/properties/name, 'a\nb', false",
        "NewToken/properties/name, a\u200bb, false",
        "NewToken/properties/name, a\u202eb, false",
        "NewToken/properties/description, 'a\n\tb', true",
        "NewToken/properties/description, 'a\rb', false",
        "NewToken/properties/owner, sam+ci@corp.example, true",
        "NewToken/properties/owner, +sam, false",
        "NewToken/properties/scopes/items, apiTokens.read, true",
        "NewToken/properties/scopes/items, apiTokens read, false",
        "NewToken/properties/expirationDate, now+14d, true",
        "NewToken/properties/expirationDate, now-1y/w, true",
        "NewToken/properties/expirationDate, 2026-03-19 09:30, true",
        "NewToken/properties/expirationDate, 2026-03-19T09:30:00.123+05:30, true",
        "NewToken/properties/expirationDate, 1773830262518, true",
        "NewToken/properties/expirationDate, now+1D, false",
        "NewToken/properties/expirationDate, now +1d, false",
        "NewToken/properties/expirationDate, tomorrow, false",
        "NewToken/properties/expirationDate, 2026-03-19, false",
        "NewSnapshot/properties/contentType, application/gzip, true",
        "NewSnapshot/properties/contentType, text/plain; charset=utf-8, true",
        "NewSnapshot/properties/contentType, gzip, false",
        "NewSnapshot/properties/contentType, a/b; c=d; e=f, false",
        "Bulk/properties/ids/items, unknown, true"
    })
    void a_schema_accepts_what_the_api_accepts(String schema, String value, boolean valid) {
        JsonPointer pointer = JsonPointer.compile("/components/schemas/" + schema);
        assertThat(document.violations(pointer, TextNode.valueOf(value)).isEmpty())
                .isEqualTo(valid);
    }

    @Test
    void the_pattern_of_names_agrees_with_the_api() {
        Pattern pattern = Pattern.compile(
                document.root().at("/components/schemas/Name/pattern").textValue());
        for (int codePoint = 0; codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT; codePoint++) {
            String text = "é" + Character.toString(codePoint);
            if (Character.getType(codePoint) != Character.SURROGATE) {
                assertThat(pattern.matcher(text).matches())
                        .as("U+%04X", codePoint)
                        .isEqualTo(VisibleText.findForbidden(text).isEmpty());
            }
        }
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
                        new PhysicalResource(logicalId, Map.of("Arn", "arn:aws:x:::" + logicalId)));
        return template.api().routes().stream()
                .filter(route -> !NO_OPERATIONS.contains(route.resource()))
                .filter(filter)
                .map(route -> route.method() + " " + route.resource())
                .toList();
    }

    private static void collectExamples(JsonPointer pointer, JsonNode node, Map<JsonPointer, JsonNode> examples) {
        if (node.has("schema") && node.has("example")) {
            examples.put(pointer, node);
        }
        node.properties()
                .forEach(each -> collectExamples(pointer.appendProperty(each.getKey()), each.getValue(), examples));
    }

    private static List<String> messages(String text) {
        return new OpenAPIV3Parser()
                .readContents(text, List.of(), new ParseOptions())
                .getMessages();
    }
}
