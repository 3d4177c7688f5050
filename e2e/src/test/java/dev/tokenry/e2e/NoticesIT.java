package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.SignedCalls;
import dev.tokenry.emulator.io.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** Notices on the local stack: from the schedule to the mailbox, the topic and the event bus. */
class NoticesIT {

    private static final String USERS = "/v2/users/";
    private static final String TOKENS = "/v2/apiTokens/";

    @TempDir
    private static Path data;

    private static TestStack stack;
    private static ApiClient admin;

    private Notices notices;

    @BeforeAll
    static void start() {
        stack = TestStack.start(data, Map.of("AutoDisableUnusedAfter", "60"));
        admin = stack.admin();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** Each test has the stack as if it were new. */
    @BeforeEach
    void clear() {
        stack.localTokenry().aws().ses().faults().clear();
        stack.localTokenry().aws().sns().faults().clear();
        notices = Notices.ofEmpty(stack);
    }

    private void createUser(String name, String fields) {
        admin.put(USERS + name, TestJson.format("{'scopes':['metrics.read'],'manageOwnTokens':true%s}", fields))
                .expectStatus(201);
    }

    private IssuedToken createToken(String owner, String expiration) {
        return admin.create(
                "{'name':'deploy','owner':'%s','scopes':['metrics.read'],'expirationDate':'%s'}", owner, expiration);
    }

    @Test
    void owners_get_notices_thirty_seven_and_one_days_before_and_once() {
        createUser("anna", ",'email':'anna@example.com'");
        IssuedToken token = createToken("anna", "now+40d");
        List<Integer> mailsAfterDay = new ArrayList<>();
        List<Integer> eventsAfterDay = new ArrayList<>();
        // Around the days with a notice, and around the expiration.
        int[] days = {1, 9, 10, 11, 20, 32, 33, 34, 38, 39, 40, 41, 42};
        int today = 0;
        for (int day : days) {
            notices.age(token, day - today);
            today = day;
            notices.run();
            mailsAfterDay.add(notices.mails().size());
            eventsAfterDay.add(notices.events("Tokens Expiring").size());
        }

        List<Integer> expected = IntStream.of(days)
                .map(day -> (int)
                        Stream.of(30, 7, 1).filter(left -> 40 - day <= left).count())
                .boxed()
                .toList();
        assertThat(mailsAfterDay).isEqualTo(expected);
        assertThat(eventsAfterDay).isEqualTo(expected);
        assertThat(notices.publications()).hasSize(3);
        assertThat(notices.events("Tokens Expiring"))
                .extracting(event -> event.get("id"))
                .doesNotHaveDuplicates();
        assertThat(notices.events("Token Expired")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // the days after which there is a run; the subjects of the mails
        "'11 20', '1 token expires soon'",
        "'20 32', '1 token expires soon'",
        "'9 35', '1 token expires soon'",
        "'33 33 33', '1 token expires soon'",
        "'33 42', '1 token expires soon, 1 token has expired'",
        "'39 42', '1 token expires soon'",
    })
    void a_run_that_is_late_or_repeated_leaves_nothing_out_and_says_nothing_twice(String days, String subjects) {
        createUser("anna", ",'email':'anna@example.com'");
        IssuedToken token = createToken("anna", "now+40d");
        int today = 0;
        for (String day : days.split(" ")) {
            int next = Integer.parseInt(day);
            notices.age(token, next - today);
            today = next;
            notices.run();
        }

        assertThat(notices.subjects())
                .containsExactly(Stream.of(subjects.split(", "))
                        .map(subject -> "Tokenry: " + subject)
                        .toArray(String[]::new));
    }

    @Test
    void runs_at_once_send_one_mail() throws Exception {
        createUser("anna", ",'email':'anna@example.com'");
        notices.age(createToken("anna", "now+40d"), 35);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> runs = IntStream.range(0, 4)
                    .mapToObj(_ -> executor.submit(notices::run))
                    .toList();
            for (Future<JsonNode> run : runs) {
                assertThat(run.get().has("channels")).isTrue();
            }
        }

        assertThat(notices.mails()).hasSize(1);
        assertThat(notices.publications()).hasSize(1);
        assertThat(notices.events("Tokens Expiring")).hasSize(1);
    }

    @Test
    void notices_to_owners_without_a_record_or_an_address_are_not_mailed() {
        createUser("boris", "");
        createUser("carla", ",'email':'carla@example.com'");
        for (String owner : List.of("ci-alpha", "boris", "carla")) {
            notices.age(createToken(owner, "now+40d"), 35);
        }
        admin.put(
                        USERS + "carla",
                        TestJson.format("{'scopes':['metrics.read'],'manageOwnTokens':true,'enabled':false}"))
                .expectStatus(200);
        JsonNode report = notices.run();

        assertThat(report.at("/channels/mail").toString())
                .isEqualTo("{\"digests\":0,\"notices\":0,\"skipped\":3,\"failed\":0}");
        assertThat(notices.mails()).isEmpty();
        assertThat(notices.publications())
                .extracting(each -> each.get("subject").textValue())
                .containsExactlyInAnyOrder(
                        "Tokenry: 1 token expires soon: boris",
                        "Tokenry: 1 token expires soon: carla",
                        "Tokenry: 1 token expires soon: ci-alpha");
        assertThat(notices.events("Tokens Expiring")).hasSize(3);

        // With an address, an owner gets what is true then.
        admin.put(
                        USERS + "boris",
                        TestJson.format(
                                "{'scopes':['metrics.read'],'manageOwnTokens':true,'email':'boris@example.com','language':'ru'}"))
                .expectStatus(200);
        notices.run();
        assertThat(notices.subjects()).containsExactly("Tokenry: 1 токен скоро истечёт");
    }

    @Test
    void there_is_no_notice_about_a_token_that_was_deleted_or_disabled_in_between() {
        createUser("anna", ",'email':'anna@example.com'");
        IssuedToken deleted = createToken("anna", "now+40d");
        IssuedToken disabled = createToken("anna", "now+40d");
        notices.age(deleted, 35);
        notices.age(disabled, 35);
        admin.delete(TOKENS + deleted.id()).expectStatus(204);
        admin.put(TOKENS + disabled.id(), "{\"enabled\":false}").expectStatus(204);
        notices.run();

        assertThat(notices.mails()).isEmpty();
        assertThat(notices.publications()).isEmpty();

        admin.put(TOKENS + disabled.id(), "{\"enabled\":true}").expectStatus(204);
        notices.run();
        assertThat(notices.mails()).hasSize(1);
    }

    @Test
    void that_unused_tokens_will_be_disabled_is_one_mail() {
        createUser("anna", ",'email':'anna@example.com','language':'nl'");
        IssuedToken idle = admin.create("{'name':'idle','owner':'anna','scopes':['metrics.read']}");
        notices.age(idle, 61);
        assertThat(notices.maintain().at("/decisions/marked/count").intValue()).isEqualTo(1);
        notices.run();
        notices.run();
        assertThat(notices.subjects()).containsExactly("Tokenry: 1 ongebruikt token wordt uitgeschakeld");
        assertThat(notices.events("Tokens Unused"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/tokens/0/id").textValue()).isEqualTo(idle.id()));

        notices.age(idle, 8);
        assertThat(notices.maintain().at("/decisions/disabled/count").intValue())
                .isEqualTo(1);
        notices.run();
        assertThat(notices.mails()).hasSize(1);

        // If the notice before was missed, there is one afterwards.
        notices.forget(idle, "mail");
        notices.run();
        assertThat(notices.subjects().getLast()).isEqualTo("Tokenry: 1 ongebruikt token is uitgeschakeld");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void what_a_service_does_not_take_is_sent_by_the_next_run(Fault fault) {
        createUser("anna", ",'email':'anna@example.com'");
        notices.age(createToken("anna", "now+40d"), 35);
        stack.localTokenry().aws().ses().faults().fail(3, fault);
        stack.localTokenry().aws().sns().faults().fail(3, fault);
        JsonNode failed = notices.run();

        assertThat(failed.at("/channels/mail/failed").intValue()).isEqualTo(1);
        assertThat(failed.at("/channels/topic/failed").intValue()).isEqualTo(1);
        assertThat(failed.at("/channels/event/digests").intValue()).isEqualTo(1);

        stack.localTokenry().aws().ses().faults().clear();
        stack.localTokenry().aws().sns().faults().clear();
        JsonNode next = notices.run();
        assertThat(next.at("/channels/mail/digests").intValue()).isEqualTo(1);
        assertThat(next.at("/channels").has("event")).isFalse();
        assertThat(notices.mails()).hasSize(1);
        assertThat(notices.publications()).hasSize(1);
        assertThat(notices.events("Tokens Expiring")).hasSize(1);
    }

    @Test
    void a_run_that_died_before_it_noted_what_it_sent_is_repeated_after_its_time() {
        createUser("anna", ",'email':'anna@example.com'");
        IssuedToken token = createToken("anna", "now+40d");
        notices.age(token, 35);
        notices.run();
        notices.forget(token, "mail");
        notices.forget(token, "event");
        notices.leaveRun(Instant.now().plusSeconds(600));
        assertThat(notices.run().has("otherRunUntil")).isTrue();
        assertThat(notices.mails()).hasSize(1);

        notices.leaveRun(Instant.now().minusSeconds(1));
        notices.run();
        notices.run();
        assertThat(notices.mails()).hasSize(2);
        assertThat(notices.publications()).hasSize(1);
        // Who has seen the event recognizes it.
        assertThat(notices.events("Tokens Expiring"))
                .hasSize(2)
                .extracting(event -> event.get("id"))
                .satisfies(ids -> assertThat(ids.getFirst()).isEqualTo(ids.getLast()));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'Tokenry: 2 tokens need your attention', 'Hello Anna Visser,'",
        "nl, 'Tokenry: 2 tokens vragen uw aandacht', 'Beste Anna Visser,'",
        "ru, 'Tokenry: 2 токена требуют вашего внимания', 'Здравствуйте, Anna Visser!'"
    })
    void a_mail_is_in_the_language_of_the_user_and_its_links_lead_into_the_console(
            String language, String subject, String greeting) throws IOException {
        createUser(
                "anna",
                ",'firstName':'Anna','lastName':'Visser','email':'anna@example.com','language':'" + language + "'");
        IssuedToken expiring = createToken("anna", "now+40d");
        IssuedToken idle = admin.create("{'name':'<b>&amp;','owner':'anna','scopes':['metrics.read']}");
        notices.age(expiring, 35);
        notices.age(idle, 61);
        notices.maintain();
        notices.run();

        JsonNode mail = notices.mails().getFirst();
        assertThat(mail.get("subject").textValue()).isEqualTo(subject);
        assertThat(mail.get("to").toString()).isEqualTo("[\"anna@example.com\"]");
        assertThat(mail.get("text").textValue())
                .startsWith(greeting + "\n")
                .contains("* deploy\n", "* <b>&amp;\n")
                // The secret is nowhere.
                .doesNotContain(expiring.secret(), idle.secret());
        assertThat(mail.get("html").textValue())
                .contains("<html lang=\"" + language + "\">", ">&lt;b&gt;&amp;amp;</a>")
                .doesNotContain("<b>");
        List<String> links = links(mail.get("html").textValue());
        String console = stack.localTokenry().consoleUrl().orElseThrow().toString();
        assertThat(links)
                .containsExactly(
                        console + "tokens/" + expiring.id(),
                        console + "tokens/" + idle.id(),
                        console + "tokens?owner=anna");
        String routes = Files.readString(Path.of("../console/src/app/Router.tsx"));
        assertThat(routes).contains("path=\"/tokens\"", "path=\"/tokens/:id/:tab?\"");
        for (String link : links) {
            ApiReply page = Http.send(HttpRequest.newBuilder(URI.create(link)));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
        }
    }

    @Test
    void notices_are_in_the_history_of_the_user() {
        createUser("anna", ",'email':'anna@example.com'");
        IssuedToken token = createToken("anna", "now+40d");
        notices.age(token, 35);
        notices.run();

        JsonNode history =
                admin.get(USERS + "anna/events").expectStatus(200).json().get("events");
        assertThat(history.valueStream().map(event -> event.get("action").textValue()))
                .contains("tokens.expiring");
        assertThat(history.toString()).contains(token.id()).doesNotContain("anna@example.com");
    }

    @Test
    void services_verify_the_signatures_of_calls() {
        try (SdkHttpClient http = AwsHttpClient.create()) {
            for (String service : List.of("ses", "sns")) {
                Map<String, String> variables = stack.localTokenry().aws().environment();
                SignedCalls forged = new SignedCalls(
                        http,
                        StaticCredentialsProvider.create(AwsSessionCredentials.create(
                                variables.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                                "another secret",
                                variables.getOrDefault("AWS_SESSION_TOKEN", ""))),
                        "eu-central-1",
                        service,
                        URI.create(variables.getOrDefault(
                                "AWS_ENDPOINT_URL_" + (service.equals("ses") ? "SESV2" : "SNS"), "")));
                assertThat(forged.post("/", "application/json", "{}").body())
                        .as(service)
                        .contains("The request signature we calculated does not match");
            }
        }
    }

    private static List<String> links(String html) {
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList();
    }
}
