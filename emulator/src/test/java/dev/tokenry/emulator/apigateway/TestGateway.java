package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A gateway for one API of a test template, with a clock and a client. */
final class TestGateway implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final TestClock clock = new TestClock();
    final ApiSpec api;
    private final Gateway gateway;

    TestGateway(String template, String logicalId) {
        StackTemplate stack = template(template, "shop");
        Map<String, EmulatedFunction> otherFunctions = byArn(template(template, "guard"));
        api = stack.apis().stream()
                .filter(each -> each.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
        ApiIdentity identity = new ApiIdentity("eu-central-1", "000000000000", api.apiId(), api.stage());
        try {
            gateway = Gateway.start(
                    api,
                    identity,
                    FunctionLookup.of(functions(stack)).or(FunctionLookup.byArn(otherFunctions)),
                    0,
                    AllowedHosts.LOOPBACK,
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StackTemplate template(String name, String stack) {
        return StackTemplate.of(
                TemplateFile.read(Path.of("src/test/resources/templates", name)),
                Map.of(),
                new PseudoParameters("eu-central-1", "000000000000", stack),
                (id, type, properties) -> new PhysicalResource(id, Map.of()));
    }

    private static Map<String, EmulatedFunction> byArn(StackTemplate template) {
        return template.functions().stream().collect(Collectors.toMap(FunctionSpec::arn, EmulatedFunction::of));
    }

    private static Map<String, EmulatedFunction> functions(StackTemplate template) {
        return template.functions().stream().collect(Collectors.toMap(FunctionSpec::logicalId, EmulatedFunction::of));
    }

    List<String> basePaths() {
        return gateway.basePaths();
    }

    int port() {
        return gateway.uri().getPort();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.uri().resolve(path)).version(HttpClient.Version.HTTP_1_1);
    }

    HttpResponse<String> get(String path, String authorization) throws Exception {
        return send(request(path).header("Authorization", authorization));
    }

    /** Returns the status and the body, separated by a space, for comparison. */
    static String statusAndBody(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    /** Returns how often the calls invoke the authorizer. */
    static int countInvocations(ThrowingRunnable calls) throws Exception {
        int before = RecordingHandler.EVENTS.size();
        calls.run();
        return RecordingHandler.EVENTS.size() - before;
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** Returns the type of each value of an event by its path, without the individual headers. */
    static Map<String, String> structure(JsonNode event) {
        Map<String, String> result = new TreeMap<>();
        List<String> names = new ArrayList<>();
        event.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = event.get(name);
            result.put(name, value.getNodeType().name());
            if (value.isObject() && !name.equals("headers")) {
                structure(value).forEach((inner, type) -> result.put(name + "." + inner, type));
            }
        }
        return result;
    }

    static JsonNode sample(String name) throws IOException {
        return JSON.readTree(
                Path.of("src/test/resources/events", name + ".json").toFile());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
