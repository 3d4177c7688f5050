package dev.tokenry.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started so far; closes it in reverse, each whatever becomes of the others. */
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
                System.err.println("One part of the stack did not end cleanly: " + e);
            }
        }
    }
}
