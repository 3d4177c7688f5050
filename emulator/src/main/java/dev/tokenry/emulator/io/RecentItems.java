package dev.tokenry.emulator.io;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last items of a list, in memory; the oldest makes room for a new one. */
public final class RecentItems<T> {

    private final int capacity;
    private final Deque<T> newestFirst = new ArrayDeque<>();

    public RecentItems(int capacity) {
        this.capacity = capacity;
    }

    public synchronized void add(T item) {
        newestFirst.addFirst(item);
        if (newestFirst.size() > capacity) {
            newestFirst.removeLast();
        }
    }

    /** Returns the items, the newest first. */
    public synchronized List<T> newestFirst() {
        return List.copyOf(newestFirst);
    }
}
