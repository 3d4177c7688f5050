package dev.tokenry.emulator.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.eventbridge.PutEventsEntry.EntryError;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.AwsProtocol;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.Fault;
import dev.tokenry.emulator.io.InjectedFaults;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.io.RecentItems;
import dev.tokenry.emulator.io.ServiceException;
import dev.tokenry.emulator.io.ServiceRequest;
import dev.tokenry.emulator.io.ServiceServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** An emulator of {@code PutEvents} that keeps the last events of each bus in memory. No rule delivers them. */
public final class EventBridgeEmulator implements AutoCloseable {

    private static final int EVENTS_PER_BUS = 1_000;

    // The limits of EventBridge. Escapes can make a request several times as long as its entries.
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_ENTRIES_BYTES = 256 * 1024;
    private static final int MAX_REQUEST_BYTES = 8 * MAX_ENTRIES_BYTES;

    private final AwsAccount account;
    private final InstantSource clock;
    private final Map<String, RecentItems<PublishedEvent>> buses = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final InjectedFaults faults = new InjectedFaults();
    private final InjectedFaults entryFaults = new InjectedFaults();
    private final ServiceServer server;

    private EventBridgeEmulator(AwsAccount account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
        this.server = ServiceServer.start(account, "events", AwsProtocol.JSON, MAX_REQUEST_BYTES, this::execute);
    }

    public static EventBridgeEmulator start(AwsAccount account, InstantSource clock) {
        return new EventBridgeEmulator(account, clock);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Creates a bus. Events can also be sent to a bus that no template declares, such as {@code default}. */
    public PhysicalResource create(Map<String, Object> properties) {
        Object name = properties.get("Name");
        if (name == null) {
            throw new IllegalArgumentException("Name is required");
        }
        return new PhysicalResource(
                name.toString(), Map.of("Name", name.toString(), "Arn", account.arn("events", "event-bus/" + name)));
    }

    /** Returns the last events of all buses, the newest first. */
    public List<PublishedEvent> events() {
        return buses.values().stream()
                .flatMap(bus -> bus.newestFirst().stream())
                .sorted(Comparator.comparingLong(PublishedEvent::number).reversed())
                .toList();
    }

    /** Returns the faults of requests. */
    public InjectedFaults faults() {
        return faults;
    }

    /** Returns the faults of single entries of requests, which otherwise succeed. */
    public InjectedFaults entryFaults() {
        return entryFaults;
    }

    @Override
    public void close() {
        server.close();
    }

    private String execute(ServiceRequest request) {
        if (!request.target().equals("AWSEvents.PutEvents")) {
            throw new ServiceException(400, "UnknownOperationException", "Not emulated: " + request.target());
        }
        faults.take().ifPresent(fault -> {
            throw toException(fault);
        });
        return EmulatorJson.toString(putEvents(request.json()));
    }

    private static ServiceException toException(Fault fault) {
        return switch (fault) {
            case THROTTLED -> new ServiceException(400, "ThrottlingException", "Rate exceeded");
            case FAILING -> new ServiceException(500, "InternalException", "This service failed.");
        };
    }

    private ObjectNode putEvents(JsonNode request) {
        List<PutEventsEntry> entries =
                request.path("Entries").valueStream().map(PutEventsEntry::new).toList();
        requireWithinLimits(entries);
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        int failed = 0;
        for (PutEventsEntry entry : entries) {
            Optional<EntryError> error = entry.error().or(this::injectedError);
            if (error.isPresent()) {
                failed++;
                results.addObject()
                        .put("ErrorCode", error.get().code())
                        .put("ErrorMessage", error.get().message());
            } else {
                results.addObject().put("EventId", publish(entry));
            }
        }
        response.put("FailedEntryCount", failed).set("Entries", results);
        return response;
    }

    private static void requireWithinLimits(List<PutEventsEntry> entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new ServiceException(
                    400,
                    "ValidationException",
                    "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                            + " length between 1 and " + MAX_ENTRIES);
        }
        if (entries.stream().mapToInt(PutEventsEntry::size).sum() >= MAX_ENTRIES_BYTES) {
            throw new ServiceException(
                    400, "ValidationException", "Total size of the entries in the request is over the limit.");
        }
    }

    private Optional<EntryError> injectedError() {
        return entryFaults.take().map(fault -> switch (fault) {
            case THROTTLED -> new EntryError("ThrottlingException", "Rate exceeded");
            case FAILING -> new EntryError("InternalFailure", "This service failed.");
        });
    }

    /** Returns the id of the event. */
    private String publish(PutEventsEntry entry) {
        String id = UUID.randomUUID().toString();
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", entry.text("DetailType"))
                .put("source", entry.text("Source"))
                .put("account", account.accountId())
                .put("time", entry.time(clock.instant()).toString())
                .put("region", account.region());
        ArrayNode resources = event.putArray("resources");
        entry.entry().path("Resources").forEach(resources::add);
        event.set("detail", EmulatorJson.parseObject(entry.text("Detail")));
        buses.computeIfAbsent(entry.bus(), any -> new RecentItems<>(EVENTS_PER_BUS))
                .add(new PublishedEvent(count.incrementAndGet(), entry.bus(), event));
        return id;
    }
}
