package dev.tokenry.audit;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A destination of events. An event that it has taken can come again, with the same
 * {@link OutgoingEvent#deduplicationId()}, and those of a {@link OutgoingEvent#group()} come in their order.
 */
public interface EventSink {

    /**
     * Takes events in this order, and tries again what fails as long as there is time.
     *
     * @param hasTime returns whether there is time for another attempt
     * @return how many events, from the first on, the destination has for certain. The others come again.
     */
    int take(List<OutgoingEvent> events, BooleanSupplier hasTime);
}
