package dev.tokenry.functions.notices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.administration.NoticeReport;
import dev.tokenry.administration.NoticeReport.Counts;
import dev.tokenry.administration.NoticeSender;
import dev.tokenry.administration.SendNotices;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.NoticeEvents;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.aws.Mailer;
import dev.tokenry.functions.aws.Topic;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.NoticeChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notifies owners about tokens that expire soon or are not used, every day. The event contains {@code dryRun}, which is
 * optional. IAM controls who may invoke it.
 */
public final class NoticesHandler implements RequestHandler<@Nullable Object, Map<String, Object>> {

    private static final String DRY_RUN = "dryRun";

    /** What is left for sending when reading ends. */
    private static final int SENDING_MILLIS = 300_000;

    /** What the digest of one owner may take at most on all channels, with the response. */
    private static final int RESERVED_MILLIS = 120_000;

    /** What the last attempt of a destination of events may take at most, with what follows it. */
    private static final int EVENT_MILLIS = 90_000;

    private final Wiring wiring;
    private final InstantSource clock;
    private final List<EventSink> eventSinks;
    private final Optional<Topic> topic;
    private final Optional<Mailer> mailer;
    private final MessageFactory messages;
    private final NoticesMetrics metrics;

    public NoticesHandler() {
        this(Wiring.fromEnvironment());
    }

    public NoticesHandler(Wiring wiring) {
        this.wiring = wiring;
        clock = wiring.clock();
        eventSinks = wiring.eventSinks();
        topic = wiring.notificationsTopic();
        mailer = wiring.notificationsMailer();
        messages = new MessageFactory(new ConsoleLinks(wiring.consoleUrl()), wiring.environmentId(), clock);
        metrics = new NoticesMetrics(wiring.stackName(), clock);
    }

    @Override
    public Map<String, Object> handleRequest(@Nullable Object event, Context context) {
        SendNotices.Command command = parse(event, context);
        NoticeReport report = wiring.sendNotices(senders(context)).execute(command);
        if (!report.dryRun() && report.otherRunUntil() == null) {
            metrics.publish(report, context.getLogger());
        }
        return toJson(report);
    }

    private static SendNotices.Command parse(@Nullable Object event, Context context) {
        JsonBody body = JsonBody.ofEvent(event);
        Boolean dryRun = body.bool(DRY_RUN);
        body.throwIfInvalid();
        return new SendNotices.Command(
                dryRun != null && dryRun,
                Duration.ofMillis(context.getRemainingTimeInMillis()),
                () -> context.getRemainingTimeInMillis() > SENDING_MILLIS,
                () -> context.getRemainingTimeInMillis() > RESERVED_MILLIS);
    }

    private List<NoticeSender> senders(Context context) {
        LambdaLogger log = context.getLogger();
        List<NoticeSender> senders = new ArrayList<>();
        NoticeEvents events = new NoticeEvents(
                new AuditActor.Iam(context.getFunctionName()), context.getAwsRequestId(), messages.environment());
        senders.add(new EventSender(events, eventSinks, () -> context.getRemainingTimeInMillis() > EVENT_MILLIS, log));
        topic.ifPresent(each -> senders.add(new TopicSender(each, messages, log)));
        mailer.ifPresent(each -> senders.add(new MailSender(each, messages, log)));
        return senders;
    }

    private static Map<String, Object> toJson(NoticeReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(DRY_RUN, report.dryRun());
        json.put("examined", report.examined());
        Map<String, Object> channels = new LinkedHashMap<>();
        for (NoticeChannel channel : NoticeChannel.values()) {
            Counts counts = report.channels().get(channel);
            if (counts != null) {
                channels.put(channel.id(), toJson(counts));
            }
        }
        json.put("channels", channels);
        json.put("finished", report.finished());
        if (report.otherRunUntil() != null) {
            json.put("otherRunUntil", report.otherRunUntil().toString());
        }
        return json;
    }

    private static Map<String, Object> toJson(Counts counts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("digests", counts.digests());
        json.put("notices", counts.notices());
        json.put("skipped", counts.skipped());
        json.put("failed", counts.failed());
        return json;
    }
}
