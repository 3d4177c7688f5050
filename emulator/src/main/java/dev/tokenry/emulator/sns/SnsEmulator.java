package dev.tokenry.emulator.sns;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.AwsProtocol;
import dev.tokenry.emulator.io.Fault;
import dev.tokenry.emulator.io.InjectedFaults;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.io.RecentItems;
import dev.tokenry.emulator.io.ServiceException;
import dev.tokenry.emulator.io.ServiceRequest;
import dev.tokenry.emulator.io.ServiceServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An emulator of {@code Publish} that delivers nothing, and keeps the last messages in memory. */
public final class SnsEmulator implements AutoCloseable {

    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final int MAX_MESSAGES = 1_000;

    // A form makes a message of 256 KB up to three times as long, and attributes come on top.
    private static final int MAX_REQUEST_BYTES = 1024 * 1024;

    private final AwsAccount account;
    private final String namePrefix;
    private final InstantSource clock;
    private final RecentItems<Publication> publications = new RecentItems<>(MAX_MESSAGES);
    private final InjectedFaults faults = new InjectedFaults();
    private final ServiceServer server;

    private SnsEmulator(AwsAccount account, String namePrefix, InstantSource clock) {
        this.account = account;
        this.namePrefix = namePrefix;
        this.clock = clock;
        this.server = ServiceServer.start(account, "sns", AwsProtocol.QUERY, MAX_REQUEST_BYTES, this::execute);
    }

    /** @param namePrefix prefix of the names of topics to which the template gives no name */
    public static SnsEmulator start(AwsAccount account, String namePrefix, InstantSource clock) {
        return new SnsEmulator(account, namePrefix, clock);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Creates a topic. Its subscriptions receive nothing. */
    public PhysicalResource create(String logicalId, Map<String, Object> properties) {
        String name =
                properties.getOrDefault("TopicName", namePrefix + logicalId).toString();
        String arn = account.arn("sns", name);
        return new PhysicalResource(arn, Map.of("TopicArn", arn, "TopicName", name));
    }

    /** Returns the last messages of all topics, the newest first. */
    public List<Publication> publications() {
        return publications.newestFirst();
    }

    public InjectedFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.close();
    }

    private String execute(ServiceRequest request) {
        Map<String, String> form = request.form();
        if (!"Publish".equals(form.get("Action"))) {
            throw new ServiceException(400, "InvalidAction", "Not emulated: " + form.get("Action"));
        }
        faults.take().ifPresent(fault -> {
            throw toException(fault);
        });
        String id = UUID.randomUUID().toString();
        publications.add(new PublishRequest(form).toPublication(id, clock.instant()));
        return "<PublishResponse xmlns=\"" + NAMESPACE + "\"><PublishResult><MessageId>" + id
                + "</MessageId></PublishResult><ResponseMetadata><RequestId>" + UUID.randomUUID()
                + "</RequestId></ResponseMetadata></PublishResponse>";
    }

    private static ServiceException toException(Fault fault) {
        return switch (fault) {
            case THROTTLED -> new ServiceException(429, "Throttled", "Rate exceeded");
            case FAILING -> new ServiceException(500, "InternalError", "This service failed.");
        };
    }
}
