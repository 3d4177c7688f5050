package dev.tokenry.emulator.ses;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.AwsProtocol;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.Fault;
import dev.tokenry.emulator.io.InjectedFaults;
import dev.tokenry.emulator.io.RecentItems;
import dev.tokenry.emulator.io.ServiceException;
import dev.tokenry.emulator.io.ServiceRequest;
import dev.tokenry.emulator.io.ServiceServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An emulator of {@code SendEmail} of SES version 2 that sends nothing, and keeps the last messages in memory. */
public final class SesEmulator implements AutoCloseable {

    private static final String SEND_EMAIL = "POST /v2/email/outbound-emails";
    private static final int MAX_MESSAGES = 1_000;

    // SES accepts 40 MB, which Base64 makes longer by a third.
    private static final int MAX_REQUEST_BYTES = 54 * 1024 * 1024;

    private final InstantSource clock;
    private final RecentItems<SentEmail> emails = new RecentItems<>(MAX_MESSAGES);
    private final InjectedFaults faults = new InjectedFaults();
    private final ServiceServer server;

    private SesEmulator(AwsAccount account, InstantSource clock) {
        this.clock = clock;
        this.server = ServiceServer.start(account, "ses", AwsProtocol.REST_JSON, MAX_REQUEST_BYTES, this::execute);
    }

    public static SesEmulator start(AwsAccount account, InstantSource clock) {
        return new SesEmulator(account, clock);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Returns the last messages, the newest first. */
    public List<SentEmail> emails() {
        return emails.newestFirst();
    }

    public InjectedFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.close();
    }

    private String execute(ServiceRequest request) {
        if (!request.route().equals(SEND_EMAIL)) {
            throw new ServiceException(404, "UnknownOperationException", "Not emulated: " + request.route());
        }
        faults.take().ifPresent(fault -> {
            throw toException(fault);
        });
        // The ids of SES have this form.
        String id = "0107" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "-" + UUID.randomUUID()
                + "-000000";
        emails.add(new SendEmailRequest(request.json()).toEmail(id, clock.instant()));
        return EmulatorJson.toString(Map.of("MessageId", id));
    }

    private static ServiceException toException(Fault fault) {
        return switch (fault) {
            case THROTTLED -> new ServiceException(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
            case FAILING -> new ServiceException(500, "InternalServiceErrorException", "This service failed.");
        };
    }
}
