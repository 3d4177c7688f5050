package dev.tokenry.local;

import java.util.List;

/** Runs the local stack in the foreground until it is interrupted. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Stack stack = Stack.start(CommandLine.read(List.of(arguments), System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "close"));
            stopWithParent();
            System.out.print(Welcome.text(stack));
            System.out.flush();
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Maven that is killed does not stop what it started: nobody could see it any more, and the data would stay locked. */
    private static void stopWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.startVirtualThread(() -> {
                    parent.onExit().join();
                    System.exit(0);
                }));
    }
}
