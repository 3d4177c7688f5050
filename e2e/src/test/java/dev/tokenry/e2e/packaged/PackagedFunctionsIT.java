package dev.tokenry.e2e.packaged;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.FunctionResult;
import dev.tokenry.emulator.packaged.FunctionResult.Type;
import dev.tokenry.emulator.packaged.RuntimeInterfaceClient;
import dev.tokenry.emulator.packaged.Zip;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function of the template, started from the zip that is deployed, with the variables of the template and, where
 * this machine can limit it, with the share of a CPU that Lambda allots to its memory: a cold start must not run into a
 * timeout of its own.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client has native parts for Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedFunctionsIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The sample event of each function, and the status that it returns if its dependencies are complete. */
    private static final Map<String, Sample> SAMPLES = Map.ofEntries(
            entry("CreateFunction", new Sample("create", 201)),
            entry("ListFunction", new Sample("list", 200)),
            entry("GetFunction", new Sample("get-unknown", 404)),
            entry("UpdateFunction", new Sample("update", 404)),
            entry("PatchFunction", new Sample("patch", 404)),
            entry("DeleteFunction", new Sample("delete", 404)),
            entry("RegenerateFunction", new Sample("regenerate", 404)),
            entry("LookupFunction", new Sample("lookup", 404)),
            entry("BulkFunction", new Sample("bulk", 200)),
            entry("ScopesFunction", new Sample("scopes", 200)),
            entry("PutScopeFunction", new Sample("scope-put", 201)),
            entry("ListScopeTemplatesFunction", new Sample("templates-list", 200)),
            entry("GetScopeTemplateFunction", new Sample("template-get", 404)),
            entry("PutScopeTemplateFunction", new Sample("template-put", 201)),
            entry("DeleteScopeTemplateFunction", new Sample("template-delete", 204)),
            entry("DeleteScopeFunction", new Sample("scope-delete", 204)),
            entry("ConfigurationFunction", new Sample("configuration", 200)),
            entry("ListUsersFunction", new Sample("users-list", 200)),
            entry("GetUserFunction", new Sample("user-get", 404)),
            entry("PutUserFunction", new Sample("user-put", 201)),
            entry("DeleteUserFunction", new Sample("user-delete", 404)),
            entry("ListProjectsFunction", new Sample("projects-list", 200)),
            entry("GetProjectFunction", new Sample("project-get", 404)),
            entry("PutProjectFunction", new Sample("project-put", 201)),
            entry("DeleteProjectFunction", new Sample("project-delete", 404)),
            entry("SnapshotFunction", new Sample("snapshot", 201)),
            entry("OpenApiFunction", new Sample("openapi", 200)),
            entry("ConsoleFunction", new Sample("console", 302)),
            entry("NotFoundFunction", new Sample("not-found", 404)));

    private record Sample(String event, int status) {}

    @TempDir
    private static Path directory;

    private LocalTokenry stack;
    private Path taskRoot;
    private RuntimeInterfaceClient client;

    @BeforeAll
    void start() throws IOException {
        stack = LocalTokenry.start(StackOptions.of(ROOT.resolve("template.yaml"), directory.resolve("data")));
        taskRoot = directory.resolve("task");
        for (String zip : stack.template().functions().stream()
                .map(FunctionSpec::codeUri)
                .distinct()
                .toList()) {
            Zip.unpack(ROOT.resolve(zip), taskRoot);
        }
        client = RuntimeInterfaceClient.unpack(directory);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    List<FunctionSpec> routedFunctions() {
        return stack.template().functions().stream()
                .filter(it -> !it.logicalId().equals("AuthorizeFunction"))
                .filter(it -> !it.logicalId().equals("BootstrapFunction"))
                .filter(it -> !it.logicalId().equals("MaintenanceFunction"))
                .filter(it -> !it.logicalId().equals("RulesFunction"))
                .filter(it -> !it.logicalId().equals("LimitsFunction"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("routedFunctions")
    void every_packaged_function_handles_its_sample_event(FunctionSpec spec) throws Exception {
        assertThat(SAMPLES).as("a sample event for each function").containsKey(spec.logicalId());
        Sample sample = SAMPLES.get(spec.logicalId());
        try (PackagedFunction function = start(spec)) {
            FunctionResult result = function.invoke(readEvent(sample.event()));
            assertThat(result.type()).as(result.body()).isEqualTo(Type.RESPONSE);
            JsonNode response = JSON.readTree(result.body());
            assertThat(response.path("statusCode").asInt()).as(result.body()).isEqualTo(sample.status());
            assertThat(function.outputText()).doesNotContain("SLF4J", "Exception");
        }
    }

    @Test
    @ExtendWith(CpuQuotaAvailableCondition.class)
    void functions_have_the_share_of_a_cpu_that_their_memory_entitles_to() throws Exception {
        try (PackagedFunction function = start(spec("ScopesFunction"))) {
            assertThat(function.invoke(readEvent("scopes")).type()).isEqualTo(Type.RESPONSE);
            assertThat(function.quota().orElseThrow().periods()).isPositive();
        }
    }

    @Test
    void the_packaged_authorizer_fails_with_unauthorized_for_garbage_and_allows_a_valid_token() throws Exception {
        String token = stack.bootstrapToken().orElseThrow().reveal().orElseThrow();
        try (PackagedFunction function = start(spec("AuthorizeFunction"))) {
            FunctionResult garbage = function.invoke(readEvent("authorize-garbage"));
            assertThat(garbage.type()).isEqualTo(Type.ERROR);
            assertThat(JSON.readTree(garbage.body()).path("errorMessage").asText())
                    .isEqualTo("Unauthorized");

            ObjectNode event = (ObjectNode) JSON.readTree(readEvent("authorize-create"));
            event.withObject("/headers").put("Authorization", "Api-Token " + token);
            event.withObject("/multiValueHeaders").putArray("Authorization").add("Api-Token " + token);
            FunctionResult allowed = function.invoke(JSON.writeValueAsBytes(event));
            assertThat(allowed.type()).as(allowed.body()).isEqualTo(Type.RESPONSE);
            JsonNode statement = JSON.readTree(allowed.body()).at("/policyDocument/Statement/0");
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            assertThat(function.outputText()).doesNotContain(token.substring(token.lastIndexOf('.') + 1), "SLF4J");
            // CloudWatch reads a metric only from a line that consists of the metric, not from a log record that
            // contains it.
            assertThat(function.outputText().lines())
                    .anyMatch(line -> line.startsWith("{\"_aws\":{\"Timestamp\":") && line.contains("\"Allowed\":1"));
        }
    }

    @Test
    void the_packaged_bootstrap_function_returns_no_second_token() throws Exception {
        try (PackagedFunction function = start(spec("BootstrapFunction"))) {
            FunctionResult result = function.invoke(readEvent("bootstrap"));
            assertThat(result.type()).as(result.body()).isEqualTo(Type.RESPONSE);
            JsonNode response = JSON.readTree(result.body());
            assertThat(response.path("created").asBoolean()).isFalse();
            assertThat(response.has("token")).isFalse();
        }
    }

    @Test
    void the_packaged_rules_function_stores_the_rules_of_an_api() throws Exception {
        try (PackagedFunction function = start(spec("RulesFunction"))) {
            FunctionResult put = function.invoke(readEvent("rules-put"));
            assertThat(put.type()).as(put.body()).isEqualTo(Type.RESPONSE);
            assertThat(JSON.readTree(put.body()).path("rules")).hasSize(3);
            FunctionResult loaded = function.invoke(readEvent("rules-get"));
            assertThat(loaded.body()).isEqualTo(put.body());
            assertThat(function.outputText()).doesNotContain("SLF4J", "Exception");
        }
    }

    private PackagedFunction start(FunctionSpec spec) throws IOException {
        Path output = Files.createTempFile(directory, spec.logicalId(), ".log");
        return PackagedFunction.start(client, spec.with(stack.aws().environment()), taskRoot, output);
    }

    private FunctionSpec spec(String logicalId) {
        return stack.template().functions().stream()
                .filter(it -> it.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] readEvent(String name) throws IOException {
        return Files.readAllBytes(ROOT.resolve("events").resolve(name + ".json"));
    }
}
