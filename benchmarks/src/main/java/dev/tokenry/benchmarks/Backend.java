package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.local.BootstrapToken;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * What functions call, in a JVM of its own that is warm: DynamoDB Local, KMS, and TLS in front of both, with a token that is
 * in use. Prints what a function needs to know, and serves until its standard input ends.
 */
final class Backend {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final int HANDSHAKES = 500;
    /** The variable with options that every JVM reads. */
    static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

    static final String FUNCTION = "AuthorizeFunction";

    private Backend() {}

    /** @param arguments the template, a directory for data, and that of the certificates */
    public static void main(String... arguments) throws Exception {
        Path template = Path.of(arguments[0]);
        TlsFiles tls = TlsFiles.in(Path.of(arguments[2]));
        Path data = Path.of(arguments[1]);
        String bootClassPath = bootClassPathOptions(template, data.resolve("boot"));
        try (LocalTokenry stack = start(template, data.resolve("stack"), Map.of())) {
            Api admin = new Api(
                    stack.baseUrl(),
                    stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow());
            String token = tokenInUse(admin);
            Map<String, String> variables = new LinkedHashMap<>(stack.aws().environment());
            for (String endpoint : new String[] {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_KMS"}) {
                URI plain = URI.create(Objects.requireNonNull(variables.get(endpoint)));
                URI secure = TlsTerminator.start(tls.serverContext(), plain);
                warmUp(secure, tls.clientContext());
                variables.put(endpoint, secure.toString());
            }
            FunctionSpec function = authorizer(stack).with(variables);
            System.out.println(JSON.writeValueAsString(
                    Map.of("token", token, "function", describe(function), "bootClassPathOptions", bootClassPath)));
            System.in.readAllBytes();
        }
        System.exit(0);
    }

    /** Opens connections until the code of a handshake is compiled, so that the server is not what is measured. */
    private static void warmUp(URI endpoint, SSLContext tls) throws IOException {
        for (int i = 0; i < HANDSHAKES; i++) {
            try (Socket plain = new Socket("localhost", endpoint.getPort());
                    SSLSocket socket = (SSLSocket)
                            tls.getSocketFactory().createSocket(plain, "localhost", endpoint.getPort(), true)) {
                socket.startHandshake();
            }
            // Otherwise the next handshake would resume this session.
            tls.getClientSessionContext().getIds().asIterator().forEachRemaining(id -> invalidate(tls, id));
        }
    }

    private static void invalidate(SSLContext tls, byte[] sessionId) {
        SSLSession session = tls.getClientSessionContext().getSession(sessionId);
        if (session != null) {
            session.invalidate();
        }
    }

    static LocalTokenry start(Path template, Path data, Map<String, String> parameters) {
        return LocalTokenry.start(new StackOptions(template, data, 0, true, parameters));
    }

    /** Returns the options with which the template puts the libraries of the authorizer on the boot class path. */
    private static String bootClassPathOptions(Path template, Path data) {
        try (LocalTokenry stack = start(template, data, Map.of("AuthorizerBootClassPath", "on"))) {
            return authorizer(stack).environment().getOrDefault(JVM_OPTIONS, "");
        }
    }

    static FunctionSpec authorizer(LocalTokenry stack) {
        return stack.template().functions().stream()
                .filter(function -> function.logicalId().equals(FUNCTION))
                .findFirst()
                .orElseThrow();
    }

    /** Creates a personal token whose last use is recorded: an authorization reads it and its owner, and writes nothing. */
    static String tokenInUse(Api admin) throws IOException, InterruptedException {
        admin.send("PUT", "/v2/users/benchmark", "{\"scopes\":[\"apiTokens.write\",\"apiTokens.read\"]}");
        JsonNode created = admin.send("POST", "/v2/apiTokens", """
                {"name":"Measures the time of an authorization","owner":"benchmark","personalAccessToken":true,
                 "scopes":["apiTokens.write","apiTokens.read"]}""");
        String token = created.path("token").asText();
        Api client = new Api(admin.baseUrl(), token);
        String record = "/v2/apiTokens/" + token.substring(0, token.lastIndexOf('.'));
        // Each request records what is due; the first write of a stack that has just started may be late.
        for (int i = 0; i < 10; i++) {
            client.send("POST", "/v2/apiTokens/lookup", "{\"token\":\"" + token + "\"}");
            if (client.send("GET", record, null).has("lastUsedDate")) {
                return token;
            }
        }
        throw new IllegalStateException("The use of the token is not recorded");
    }

    private static Map<String, Object> describe(FunctionSpec function) {
        return Map.of(
                "name", function.name(),
                "handler", function.handler(),
                "codeUri", function.codeUri(),
                "memory", function.memoryMegabytes(),
                "environment", function.environment());
    }
}
