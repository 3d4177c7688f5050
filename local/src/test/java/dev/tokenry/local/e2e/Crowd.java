package dev.tokenry.local.e2e;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many who ask for the same at once. */
final class Crowd {

    private static final int MANY = 16;

    private Crowd() {}

    /** Each concurrent request has instances of its own, and two cores cannot start them all within their limits. */
    static void warmUp(Callable<Reply> call) throws InterruptedException {
        for (int number = 2; number <= MANY; number += 7) {
            together(number, call);
        }
    }

    static List<Reply> together(Callable<Reply> call) throws InterruptedException {
        return together(MANY, call);
    }

    private static List<Reply> together(int number, Callable<Reply> call) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(number)) {
            List<Future<Reply>> all = threads.invokeAll(Collections.nCopies(number, call));
            return all.stream().map(Future::resultNow).toList();
        }
    }
}
