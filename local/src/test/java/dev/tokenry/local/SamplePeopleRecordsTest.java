package dev.tokenry.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.oidc.Person;
import dev.tokenry.local.issuers.LocalIssuers;
import dev.tokenry.local.issuers.SamplePeople;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplePeopleRecordsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @TempDir
    static Path data;

    private static LocalTokenry stack;

    @BeforeAll
    static void start() {
        stack = LocalTokenry.start(
                StackOptions.of(Path.of("../template.yaml"), data).withSamples());
    }

    @AfterAll
    static void stop() {
        stack.close();
        HTTP.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # who | reads users | manages tokens of the project | creates a token of her own
        Alice | 200         | 201                           | 201
        Bob   | 403         | 201                           | 201
        Carol | 403         | 403                           | 201
        """)
    void each_person_signs_in_with_a_role(String name, int users, int projectToken, int ownToken) throws Exception {
        Person person = SamplePeople.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        JsonNode session = signIn(person);

        String userName = String.valueOf(person.claims().get(SamplePeople.USER_NAME));
        assertThat(session.path("owner").asText()).isEqualTo(userName);
        String token = session.path("access_token").asText();
        assertThat(call("GET", "/v2/users", token, "")).isEqualTo(users);
        assertThat(call("POST", "/v2/apiTokens", token, """
                        {"name":"ci","owner":"ci-alpha","project":"alpha","scopes":["snapshots.upload"],"expirationDate":"now+1d"}""")).isEqualTo(projectToken);
        assertThat(call("POST", "/v2/apiTokens", token, """
                        {"name":"own","scopes":["snapshots.upload"],"expirationDate":"now+1d","personalAccessToken":true}""")).isEqualTo(ownToken);
    }

    @Test
    void the_banner_says_who_can_sign_in_and_where() {
        assertThat(StartupBanner.render(stack))
                .contains("Sign in without a token, at " + stack.consoleUrl().orElseThrow() + ", as\n")
                .contains("  Alice: Administrator of all tokens\n");
    }

    private static JsonNode signIn(Person person) throws Exception {
        String redirectUri = stack.issuers().redirectUris().getFirst();
        HttpResponse<String> authorized = post(
                stack.issuers().url(LocalIssuers.PEOPLE) + "/authorize",
                Map.of(
                        "client_id",
                        LocalIssuers.CONSOLE_CLIENT_ID,
                        "redirect_uri",
                        redirectUri,
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "nonce",
                        sha256("tokenry/nonce/" + VERIFIER),
                        "code_challenge",
                        sha256(VERIFIER),
                        "code_challenge_method",
                        "S256",
                        "person",
                        person.subject()));
        String code = authorized.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]code=|&.*", "");
        HttpResponse<String> response = post(
                stack.baseUrl() + "/v2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", LocalIssuers.CONSOLE_CLIENT_ID,
                        "code", code,
                        "code_verifier", VERIFIER,
                        "redirect_uri", redirectUri));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String sha256(String text) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static HttpResponse<String> post(String url, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int call(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stack.baseUrl() + path))
                .header("Authorization", "Api-Token " + token)
                .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
