package dev.tokenry.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The resources started so far. They are closed in reverse order; if one fails to close, the others are still closed.
 */
public final class CloseableRegistry implements AutoCloseable {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                System.err.println("A resource of the stack failed to close: " + e);
            }
        }
    }
}
