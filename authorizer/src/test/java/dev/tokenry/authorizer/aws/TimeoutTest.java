package dev.tokenry.authorizer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import dev.tokenry.aws.CallSettings;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.SecretDigest;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services that do not respond in time, and connections that a service has closed. */
class TimeoutTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ScriptedReply ITEM = ScriptedReply.of(200, "{\"Item\":{\"pk\":{\"S\":\"key\"}}}");
    private static final ScriptedReply LATE = ScriptedReply.after(LONG, ITEM);

    private final ScriptedService service = new ScriptedService();

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    private static CallSettings settings(int maxAttempts, Duration attempt, Duration call) {
        return new CallSettings(maxAttempts, attempt, call, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void attempt_that_times_out_is_followed_by_another_on_another_connection() {
        service.reply(LATE, ITEM);

        assertThat(TestServices.at(service.url())
                        .table(settings(2, Duration.ofSeconds(1), LONG))
                        .getItem("key"))
                .isPresent();
        assertThat(service.requests())
                .extracting(ScriptedService.Request::connection)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void call_ends_when_its_time_is_over_although_attempts_are_left() {
        service.reply(LATE);

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> TestServices.at(service.url())
                        .table(settings(100, LONG, Duration.ofMillis(500)))
                        .getItem("key"));
        assertThat(service.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void delay_that_is_longer_than_the_rest_of_the_call_is_not_waited_for() {
        service.reply(ScriptedReply.of(500, "{}"));
        CallSettings settings = new CallSettings(2, LONG, Duration.ofSeconds(20), LONG, LONG, LONG);

        // The delay is random: now and then it is short enough for all attempts.
        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> TestServices.at(service.url()).table(settings).getItem("key"));
        assertThat(service.requests()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void connection_that_the_service_has_closed_while_idle_is_replaced() throws IOException {
        CrtServices services = TestServices.at(service.url());
        service.reply(ITEM);
        CallSettings settings = settings(3, LONG, LONG);
        services.table(settings).getItem("key");
        service.closeConnections();

        assertThat(services.table(settings).getItem("key")).isPresent();
    }

    @Test
    void pool_of_closed_connections_costs_no_attempt() throws Exception {
        CrtServices services = TestServices.at(service.url());
        service.reply(ScriptedReply.after(Duration.ofMillis(200), ITEM));
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            threads.invokeAll(Collections.nCopies(
                    20, () -> services.table(settings(1, LONG, LONG)).getItem("key")));
        }
        service.closeConnections();
        // The CRT learns of it.
        Thread.sleep(500);

        assertThat(services.table(settings(1, LONG, LONG)).getItem("key")).isPresent();
    }

    @Test
    void derivations_that_are_cancelled_leave_connections_for_others() {
        String mac = Base64.getEncoder().encodeToString(new byte[SecretDigest.BYTES]);
        service.reply(LATE);
        PepperSource source = TestServices.at(service.url())
                .pepperSource(
                        PepperKeys.parse("1=arn:aws:kms:eu-central-1:123456789012:key/one", "1"),
                        settings(1, LONG, LONG));
        for (int i = 0; i < CrtServices.MAX_CONNECTIONS; i++) {
            source.begin(1).cancel();
        }
        service.reply(ScriptedReply.of(200, "{\"Mac\":\"" + mac + "\"}"));

        assertThat(source.derive(1).version()).isEqualTo(1);
    }

    @Test
    void interrupted_thread_stays_interrupted() {
        service.reply(LATE);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> TestServices.at(service.url())
                        .table(settings(2, LONG, LONG))
                        .getItem("key"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void service_that_no_one_offers_is_unavailable() throws IOException {
        String url = service.url();
        service.close();

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> TestServices.at(url).table().getItem("key"))
                .withMessage("DynamoDB is unavailable");
    }
}
