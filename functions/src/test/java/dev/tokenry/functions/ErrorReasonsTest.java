package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The reasons of errors and violations are the same in code, API description, documentation and gateway responses. */
class ErrorReasonsTest {

    private static final Pattern TYPE = Pattern.compile("        ([A-Z0-9_]+):");
    private static final Pattern STATUS_CODE = Pattern.compile("          StatusCode: ([0-9]{3})");
    private static final Pattern BODY = Pattern.compile("          ResponseTemplates: \\{application/json: '(.*)'}");

    @Test
    void api_description_lists_the_reasons() {
        assertThat(documentedEnum("ErrorReason")).containsExactlyElementsOf(errorReasons());
        assertThat(documentedEnum("ViolationReason")).containsExactlyElementsOf(violationReasons());
    }

    @Test
    void documentation_describes_the_reasons() {
        String errors = section(readFile("docs/api.md"), "\n## Errors\n");
        int tableOfViolations = errors.indexOf("Reasons of violations:");

        assertThat(reasonsInTable(errors.substring(0, tableOfViolations), 1))
                .containsExactlyInAnyOrderElementsOf(errorReasons());
        assertThat(reasonsInTable(errors.substring(tableOfViolations), 0))
                .containsExactlyInAnyOrderElementsOf(violationReasons());
    }

    @Test
    void reasons_are_unique_and_in_kebab_case() {
        assertThat(errorReasons()).doesNotHaveDuplicates().allMatch(ErrorReasonsTest::isKebabCase);
        assertThat(violationReasons()).doesNotHaveDuplicates().allMatch(ErrorReasonsTest::isKebabCase);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED,                   401, unauthorized",
        "INVALID_SIGNATURE,              403, access-denied",
        "EXPIRED_TOKEN,                  403, access-denied",
        "INVALID_API_KEY,                403, access-denied",
        "WAF_FILTERED,                   403, access-denied",
        "BAD_REQUEST_BODY,               400, invalid-request",
        "BAD_REQUEST_PARAMETERS,         400, invalid-request",
        "MISSING_AUTHENTICATION_TOKEN,   404, not-found",
        "RESOURCE_NOT_FOUND,             404, not-found",
        "REQUEST_TOO_LARGE,              413, too-large",
        "UNSUPPORTED_MEDIA_TYPE,         415, unsupported-media-type",
        "THROTTLED,                      429, throttled",
        "QUOTA_EXCEEDED,                 429, throttled",
        "DEFAULT_4XX,                    400, invalid-request",
        "AUTHORIZER_FAILURE,             503, unavailable",
        "AUTHORIZER_CONFIGURATION_ERROR, 503, unavailable",
        "INTEGRATION_FAILURE,            502, bad-gateway",
        "INTEGRATION_TIMEOUT,            504, gateway-timeout",
        "API_CONFIGURATION_ERROR,        500, internal",
        "DEFAULT_5XX,                    500, internal",
        // The authorizer provides the reason, as it provides the message.
        "ACCESS_DENIED,                  403, $context.authorizer.reason",
    })
    void gateway_response_has_status_code_and_reason(String type, int status, String reason) {
        GatewayResponse response = gatewayResponses().get(type);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body().properties()).extracting(Map.Entry::getKey).containsExactly("error");
        JsonNode error = response.body().get("error");
        assertThat(error.properties()).extracting(Map.Entry::getKey).containsExactly("code", "message", "reason");
        assertThat(error.get("code").intValue()).isEqualTo(status);
        assertThat(error.get("reason").textValue()).isEqualTo(reason);
        assertThat(reason)
                .matches(
                        value -> value.startsWith("$context.") || errorReasons().contains(value));
    }

    @Test
    void every_gateway_response_is_in_the_table_above() {
        assertThat(gatewayResponses()).hasSize(21);
    }

    private record GatewayResponse(int statusCode, JsonNode body) {}

    /** The gateway responses of the template, which tags such as {@code !Ref} keep from being plain YAML. */
    private static Map<String, GatewayResponse> gatewayResponses() {
        String text = readFile("template.yaml");
        Map<String, GatewayResponse> responses = new LinkedHashMap<>();
        String type = "";
        int statusCode = 0;
        for (String line : text.substring(text.indexOf("\n      GatewayResponses:\n"))
                .lines()
                .toList()) {
            Matcher typeLine = TYPE.matcher(line);
            Matcher statusLine = STATUS_CODE.matcher(line);
            Matcher bodyLine = BODY.matcher(line);
            if (typeLine.matches()) {
                type = typeLine.group(1);
            } else if (statusLine.matches()) {
                statusCode = Integer.parseInt(statusLine.group(1));
            } else if (bodyLine.matches()) {
                responses.put(type, new GatewayResponse(statusCode, TestResponse.json(bodyLine.group(1))));
            }
        }
        return responses;
    }

    private static List<String> errorReasons() {
        return Stream.of(ErrorReason.values()).map(ErrorReason::value).toList();
    }

    private static List<String> violationReasons() {
        return Stream.of(ViolationReason.values()).map(ViolationReason::value).toList();
    }

    private static boolean isKebabCase(String value) {
        return value.matches("[a-z]+(-[a-z]+)*");
    }

    private static List<String> documentedEnum(String schema) {
        Map<?, ?> document = new Yaml().load(readFile("docs/openapi.yaml"));
        Map<?, ?> components = (Map<?, ?>) document.get("components");
        Map<?, ?> schemas = (Map<?, ?>) components.get("schemas");
        List<?> values = (List<?>) ((Map<?, ?>) schemas.get(schema)).get("enum");
        return values.stream().map(String::valueOf).toList();
    }

    private static List<String> reasonsInTable(String text, int column) {
        List<String> reasons = new ArrayList<>();
        text.lines().filter(line -> line.startsWith("| ")).forEach(row -> {
            Matcher reason = Pattern.compile("`([a-z-]+)`").matcher(row.split("\\|", -1)[column + 1]);
            while (reason.find()) {
                reasons.add(reason.group(1));
            }
        });
        reasons.remove("reason");
        return reasons;
    }

    private static String section(String text, String heading) {
        int start = text.indexOf(heading);
        int end = text.indexOf("\n## ", start + heading.length());
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    private static String readFile(String file) {
        try {
            return Files.readString(Path.of("..", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
