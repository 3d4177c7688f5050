package dev.tokenry.functions.audit;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.functions.http.JsonLog;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The log of the function, with one line for each event. */
record EventLog(LambdaLogger log) implements EventSink {

    @Override
    public int take(List<OutgoingEvent> events, BooleanSupplier hasTime) {
        events.forEach(event -> JsonLog.write(event.json(), log));
        return events.size();
    }
}
