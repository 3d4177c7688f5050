package dev.tokenry.emulator.io;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Faults that a test injects. Each meets one request, in the order in which they were injected. */
public final class InjectedFaults {

    private final Deque<Fault> next = new ArrayDeque<>();

    /** Lets the next requests fail. The SDK sends a request again, and each attempt counts. */
    public synchronized void fail(int requests, Fault fault) {
        for (int i = 0; i < requests; i++) {
            next.add(fault);
        }
    }

    /** Removes the faults that have met no request. */
    public synchronized void clear() {
        next.clear();
    }

    /** Returns the fault of this request, which the next request does not get. */
    public synchronized Optional<Fault> take() {
        return Optional.ofNullable(next.poll());
    }
}
