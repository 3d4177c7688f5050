package dev.tokenry.restore;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parsed command line.
 *
 * @param source the table in use until the cut-over; null if there is none
 * @param events the table of the audit events, if the table in use is lost; otherwise null
 * @param since a time before the restore point, from which on events are read; null without events
 * @param target the restored table
 * @param retention the parameter RetentionDays of the stack
 * @param pepperVersions the versions in the parameter PepperKeys of the stack
 */
record Options(
        Command command,
        @Nullable String source,
        @Nullable String events,
        @Nullable Instant since,
        String target,
        ReplayPolicy policy,
        Duration retention,
        Set<Integer> pepperVersions) {

    static final String USAGE = """
            tokenry-restore prepare|replay|verify --source TABLE --target TABLE [OPTION…]
              --source TABLE        the table in use until the cut-over; prepare also works without it
              --events TABLE        instead of --source, if that table is lost: the table of the audit events
              --since TIME          with --events: five minutes before the restore point, such as 2026-11-21T07:55:00Z
              --target TABLE        the restored table
              --compromised         copy nothing from the source: what needs a copy is disabled or lost
              --in-use              the restored table is in use already: create nothing in it
              --keep-deleted        disable tokens that were deleted since, instead of deleting them
              --retention-days N    RetentionDays of the stack (90)
              --pepper-keys VALUE   PepperKeys of the stack, for verify (if empty: version 1)
            """;

    /** What the tool does. */
    enum Command {
        PREPARE,
        REPLAY,
        VERIFY
    }

    /** @throws RestoreException if the arguments are not valid */
    static Options parse(List<String> arguments) {
        return new Parser(arguments).parse();
    }

    private static final class Parser {

        /** With an empty PepperKeys, the stack's own key is that of version 1. */
        private static final Set<Integer> STACK_PEPPER = Set.of(1);

        private final Deque<String> remaining;
        private @Nullable String source;
        private @Nullable String events;
        private @Nullable Instant since;
        private @Nullable String target;
        private boolean compromised;
        private boolean keepsDeleted;
        private boolean targetInUse;
        private int retentionDays = 90;
        private Set<Integer> pepperVersions = STACK_PEPPER;

        Parser(List<String> arguments) {
            remaining = new ArrayDeque<>(arguments);
        }

        Options parse() {
            Command command = command(next("a command"));
            while (!remaining.isEmpty()) {
                option(remaining.removeFirst());
            }
            boolean hasSource = source != null || (events != null && since != null);
            if (target == null || (!hasSource && command != Command.PREPARE) || target.equals(source)) {
                throw new RestoreException(
                        "--target and either --source, which must differ, or --events with --since are" + " required");
            }
            if (source != null && events != null) {
                throw new RestoreException("--source and --events exclude each other");
            }
            return new Options(
                    command,
                    source,
                    events,
                    since,
                    target,
                    // Events tell no digests.
                    new ReplayPolicy(!compromised && events == null, keepsDeleted, targetInUse),
                    Duration.ofDays(retentionDays),
                    pepperVersions);
        }

        private void option(String option) {
            switch (option) {
                case "--source" -> source = next(option);
                case "--events" -> events = next(option);
                case "--since" -> since = instant(next(option));
                case "--target" -> target = next(option);
                case "--compromised" -> compromised = true;
                case "--keep-deleted" -> keepsDeleted = true;
                case "--in-use" -> targetInUse = true;
                case "--retention-days" -> retentionDays = number(next(option), "[1-9][0-9]{0,3}");
                case "--pepper-keys" -> pepperVersions = versions(nextOrEmpty());
                default -> throw new RestoreException("The argument " + option + " is not known");
            }
        }

        private String next(String what) {
            if (remaining.isEmpty()) {
                throw new RestoreException(what + " is missing its value");
            }
            return remaining.removeFirst();
        }

        /** A shell drops an empty value that is not quoted. */
        private String nextOrEmpty() {
            return remaining.isEmpty() ? "" : remaining.removeFirst();
        }

        private static Command command(String name) {
            return switch (name) {
                case "prepare" -> Command.PREPARE;
                case "replay" -> Command.REPLAY;
                case "verify" -> Command.VERIFY;
                default -> throw new RestoreException("The command " + name + " is not known");
            };
        }

        private static Set<Integer> versions(String pepperKeys) {
            if (pepperKeys.isEmpty()) {
                return STACK_PEPPER;
            }
            Set<Integer> versions = new TreeSet<>();
            for (String pair : pepperKeys.split(",", -1)) {
                versions.add(number(pair.split("=", 2)[0], "[1-9][0-9]{0,3}"));
            }
            return versions;
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new RestoreException(text + " is not a time such as 2026-11-21T07:55:00Z");
            }
        }

        private static int number(String text, String pattern) {
            if (!text.matches(pattern)) {
                throw new RestoreException(text + " is not a number in the accepted range");
            }
            return Integer.parseInt(text);
        }
    }
}
