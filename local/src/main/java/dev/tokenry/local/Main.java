package dev.tokenry.local;

import dev.tokenry.emulator.StartupException;
import java.util.List;

/** Runs the local stack in the foreground until it is interrupted. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            if (CommandLine.asksForHelp(List.of(arguments))) {
                System.out.print(CommandLine.HELP);
                return;
            }
            StackOptions options = CommandLine.parse(List.of(arguments), System.getenv());
            System.out.println("Tokenry: starting with the data in " + options.dataDirectory());
            if (options.maintain()) {
                maintain(options);
                return;
            }
            LocalTokenry stack = LocalTokenry.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "close"));
            exitWithParent();
            System.out.print(StartupBanner.render(stack));
            System.out.flush();
        } catch (StartupException e) {
            // An empty line separates it from the lines in which Maven then reports the exit code.
            System.err.println("\nTokenry: " + e.getMessage() + "\n");
            System.exit(1);
        }
    }

    private static void maintain(StackOptions options) {
        try (LocalTokenry stack = LocalTokenry.start(options)) {
            // First, so that the notices contain what it disables.
            if (stack.disablesUnusedTokens()) {
                System.out.println(stack.maintain());
            }
            System.out.println(stack.sendNotices());
            stack.aws()
                    .ses()
                    .emails()
                    .reversed()
                    .forEach(email -> System.out.print("""

                    To: %s
                    Subject: %s

                    %s""".formatted(
                                    String.join(", ", email.recipients().to()),
                                    email.subject(),
                                    email.text().orElse(""))));
        }
    }

    /** Exits with the parent process: a killed Maven would leave a hidden process that locks the data. */
    private static void exitWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.startVirtualThread(() -> {
                    parent.onExit().join();
                    System.exit(0);
                }));
    }
}
