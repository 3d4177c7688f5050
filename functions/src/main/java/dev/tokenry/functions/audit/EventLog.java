package dev.tokenry.functions.audit;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.OutgoingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The log of the function, with one line for each event. */
record EventLog(LambdaLogger log) implements EventSink {

    @Override
    public int take(List<OutgoingEvent> events, BooleanSupplier hasTime) {
        // The runtime writes bytes unchanged; it would wrap a string in a JSON log record.
        events.forEach(event -> log.log((event.json() + "\n").getBytes(StandardCharsets.UTF_8)));
        return events.size();
    }
}
