package dev.tokenry.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started so far; closes it in reverse, each whatever becomes of the others. */
final class OpenParts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("One part of the stack did not end cleanly: " + e);
            }
        }
    }
}
