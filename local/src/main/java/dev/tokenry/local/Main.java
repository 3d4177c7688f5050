package dev.tokenry.local;

import dev.tokenry.emulator.StartupException;
import java.util.List;

/** Runs the local stack in the foreground until it is interrupted. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            LocalTokenry stack = LocalTokenry.start(CommandLine.parse(List.of(arguments), System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "close"));
            exitWithParent();
            System.out.print(StartupBanner.render(stack));
            System.out.flush();
        } catch (StartupException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Maven that is killed does not stop what it started: nobody could see it any more, and the data would stay locked. */
    private static void exitWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.startVirtualThread(() -> {
                    parent.onExit().join();
                    System.exit(0);
                }));
    }
}
