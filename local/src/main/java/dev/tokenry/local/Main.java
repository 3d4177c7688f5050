package dev.tokenry.local;

import java.util.List;

/** Runs the local stack in the foreground until it is interrupted. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Stack stack = Stack.start(CommandLine.read(List.of(arguments), System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "close"));
            System.out.print(Welcome.text(stack));
            System.out.flush();
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
