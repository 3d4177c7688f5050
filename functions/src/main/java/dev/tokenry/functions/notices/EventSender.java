package dev.tokenry.functions.notices;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.administration.NoticeSender;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.NoticeEvents;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.functions.http.JsonLog;
import dev.tokenry.functions.http.StrictJson;
import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.User;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends notices as audit events, to the same destinations as those of changes.
 *
 * @param hasTime returns whether there is time for another attempt
 */
record EventSender(NoticeEvents events, List<EventSink> sinks, BooleanSupplier hasTime, LambdaLogger log)
        implements NoticeSender {

    @Override
    public NoticeChannel channel() {
        return NoticeChannel.EVENT;
    }

    @Override
    public boolean reaches(Optional<User> user) {
        return true;
    }

    @Override
    public boolean send(NoticeDigest digest) {
        List<OutgoingEvent> outgoing = events.of(digest).stream()
                .map(event -> OutgoingEvent.of(event, StrictJson::write))
                .toList();
        for (EventSink sink : sinks) {
            if (sink.take(outgoing, hasTime) < outgoing.size()) {
                return false;
            }
        }
        outgoing.forEach(event -> JsonLog.write(event.json(), log));
        return true;
    }
}
