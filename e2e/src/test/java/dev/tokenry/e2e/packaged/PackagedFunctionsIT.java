package dev.tokenry.e2e.packaged;

import static dev.tokenry.e2e.packaged.PackagedStack.readEvent;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.FunctionResult;
import dev.tokenry.emulator.packaged.FunctionResult.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Every function of the template but the authorizer, started from the zip that is deployed, with the variables of the
 * template and, where this machine can limit it, with the share of a CPU that Lambda allots to its memory: a cold start
 * must not run into a timeout of its own.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client has native parts for Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedFunctionsIT {

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
            entry("RevocationFunction", new Sample("revoke", 202)),
            // Without keys of GitHub, which is the default.
            entry("GitHubLeaksFunction", new Sample("github-leaks", 404)),
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
            entry("ListTokenEventsFunction", new Sample("token-events", 404)),
            entry("ListUserEventsFunction", new Sample("user-events", 404)),
            entry("ListEventsFunction", new Sample("events-list", 200)),
            entry("ListProjectsFunction", new Sample("projects-list", 200)),
            entry("GetProjectFunction", new Sample("project-get", 404)),
            entry("PutProjectFunction", new Sample("project-put", 201)),
            entry("DeleteProjectFunction", new Sample("project-delete", 404)),
            entry("ListIssuersFunction", new Sample("issuers-list", 200)),
            entry("GetIssuerFunction", new Sample("issuer-get", 404)),
            // The host has no public address, so that nothing is connected to.
            entry("PutIssuerFunction", new Sample("issuer-put-private-address", 400)),
            entry("DeleteIssuerFunction", new Sample("issuer-delete-in-use", 404)),
            entry("ListTrustsFunction", new Sample("trusts-list", 200)),
            entry("GetTrustFunction", new Sample("trust-get", 404)),
            entry("PutTrustFunction", new Sample("trust-put", 400)),
            entry("DeleteTrustFunction", new Sample("trust-delete", 404)),
            entry("ExplainTrustFunction", new Sample("trust-explain", 404)),
            entry("ExchangeFunction", new Sample("token-malformed", 400)),
            entry("SignInFunction", new Sample("sign-in", 200)),
            entry("DeleteSessionsFunction", new Sample("sessions-delete", 204)),
            entry("SnapshotFunction", new Sample("snapshot", 201)),
            entry("OpenApiFunction", new Sample("openapi", 200)),
            entry("ConsoleFunction", new Sample("console", 302)),
            entry("NotFoundFunction", new Sample("not-found", 404)));

    /**
     * Functions that differ in what they need: peppers, tables, uploads, and files only. The build starts these,
     * because a start takes seconds, and a check before a release starts all.
     */
    private static final Set<String> IN_EACH_BUILD =
            Set.of("CreateFunction", "ListFunction", "SnapshotFunction", "ConsoleFunction");

    private record Sample(String event, int status) {}

    @TempDir
    private static Path directory;

    private PackagedStack stack;

    @BeforeAll
    void start() throws IOException {
        stack = PackagedStack.start(directory);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    List<FunctionSpec> routedFunctions() {
        return stack.functions().stream()
                .filter(it -> !it.logicalId().equals("AuthorizeFunction"))
                .filter(it -> !it.logicalId().equals("BootstrapFunction"))
                .filter(it -> !it.logicalId().equals("MaintenanceFunction"))
                .filter(it -> !it.logicalId().equals("NoticesFunction"))
                .filter(it -> !it.logicalId().equals("RulesFunction"))
                .filter(it -> !it.logicalId().equals("LimitsFunction"))
                .filter(it -> !it.logicalId().equals("AuditFunction"))
                .toList();
    }

    List<FunctionSpec> startedFunctions() {
        return routedFunctions().stream()
                .filter(it -> Boolean.getBoolean("tokenry.full") || IN_EACH_BUILD.contains(it.logicalId()))
                .toList();
    }

    @Test
    void the_zip_contains_the_native_library_of_each_architecture() throws IOException {
        assertThat(stack.machinesOfLibraries(stack.function("CreateFunction"))).isEqualTo(PackagedStack.MACHINES);
    }

    @Test
    void every_function_has_a_sample_event() {
        assertThat(routedFunctions())
                .extracting(FunctionSpec::logicalId)
                .containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
    }

    @ParameterizedTest
    @MethodSource("startedFunctions")
    void packaged_functions_handle_their_sample_events(FunctionSpec spec) throws Exception {
        Sample sample = SAMPLES.get(spec.logicalId());
        try (PackagedFunction function = stack.start(spec)) {
            FunctionResult result = function.invoke(readEvent(sample.event()));
            assertThat(result.type()).as(result.body()).isEqualTo(Type.RESPONSE);
            JsonNode response = JSON.readTree(result.body());
            assertThat(response.path("statusCode").asInt()).as(result.body()).isEqualTo(sample.status());
            assertThat(function.outputText()).doesNotContain("SLF4J", "Exception", "WARNING");
        }
    }

    @Test
    @ExtendWith(CpuQuotaAvailableCondition.class)
    void functions_have_the_share_of_a_cpu_that_their_memory_entitles_to() throws Exception {
        try (PackagedFunction function = stack.start(stack.function("ScopesFunction"))) {
            assertThat(function.invoke(readEvent("scopes")).type()).isEqualTo(Type.RESPONSE);
            assertThat(function.quota().orElseThrow().periods()).isPositive();
        }
    }

    @Test
    void the_packaged_bootstrap_function_returns_no_second_token() throws Exception {
        try (PackagedFunction function = stack.start(stack.function("BootstrapFunction"))) {
            FunctionResult result = function.invoke(readEvent("bootstrap"));
            assertThat(result.type()).as(result.body()).isEqualTo(Type.RESPONSE);
            JsonNode response = JSON.readTree(result.body());
            assertThat(response.path("created").asBoolean()).isFalse();
            assertThat(response.has("token")).isFalse();
        }
    }

    @Test
    void the_packaged_notices_function_reads_the_tables() throws Exception {
        try (PackagedFunction function = stack.start(stack.function("NoticesFunction"))) {
            FunctionResult result = function.invoke(readEvent("notices"));
            assertThat(result.type()).as(result.body()).isEqualTo(Type.RESPONSE);
            assertThat(JSON.readTree(result.body()).path("dryRun").asBoolean()).isTrue();
            assertThat(function.outputText()).doesNotContain("SLF4J", "Exception", "WARNING");
        }
    }

    @Test
    void the_packaged_rules_function_stores_the_rules_of_an_api() throws Exception {
        try (PackagedFunction function = stack.start(stack.function("RulesFunction"))) {
            FunctionResult put = function.invoke(readEvent("rules-put"));
            assertThat(put.type()).as(put.body()).isEqualTo(Type.RESPONSE);
            assertThat(JSON.readTree(put.body()).path("rules")).hasSize(3);
            FunctionResult loaded = function.invoke(readEvent("rules-get"));
            assertThat(loaded.body()).isEqualTo(put.body());
            assertThat(function.outputText()).doesNotContain("SLF4J", "Exception", "WARNING");
        }
    }
}
