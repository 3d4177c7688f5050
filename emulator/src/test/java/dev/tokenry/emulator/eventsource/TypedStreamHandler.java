package dev.tokenry.emulator.eventsource;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads events with the types of the Lambda library. */
public final class TypedStreamHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    static final BlockingQueue<DynamodbEvent> EVENTS = new LinkedBlockingQueue<>();

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        EVENTS.add(event);
        return new StreamsEventResponse(List.of());
    }
}
