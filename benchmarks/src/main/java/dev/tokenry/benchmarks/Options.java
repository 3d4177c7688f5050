package dev.tokenry.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The options of a run.
 *
 * @param rounds how often each cold start is measured; one more round is dropped
 * @param invocations how often each warm function is invoked; the first third is dropped
 * @param tokens the largest table whose capacity is measured
 * @param write whether the results go to the repository, or are only printed
 * @param strict whether the run fails if a goal is not met
 */
record Options(Set<Section> sections, int rounds, int invocations, int tokens, boolean write, boolean strict) {

    /** What can be measured separately. */
    enum Section {
        COLD,
        WARM,
        CPU,
        CAPACITY,
        GROWTH,
        AUDIT,
        CACHE,
        PEERS;

        /** Those of one table of goals and one machine. The others have their own. */
        static final Set<Section> OF_RESULTS = Set.of(COLD, WARM, CPU, CAPACITY, GROWTH, CACHE);
    }

    static final String USAGE = """
            Options:
              --only=SECTION,…  %s; without it all of them
              --rounds=N        rounds of cold starts, without the first, which is dropped (15)
              --invocations=N   warm invocations of each function (3000)
              --tokens=N        tokens or events in the largest table: 100, 10000 or 1000000 (10000)
              --print           only print, and leave docs/performance.md and benchmarks/results/ as they are
              --strict          fail if a goal is not met
            """.formatted(Arrays.toString(Section.values()).toLowerCase(Locale.ROOT));

    static Options parse(String... arguments) {
        Options options = new Options(EnumSet.allOf(Section.class), 15, 3000, 10_000, true, false);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        String value = argument.substring(argument.indexOf('=') + 1);
        return switch (argument.replaceAll("=.*", "")) {
            case "--only" -> new Options(sections(value), rounds, invocations, tokens, write, strict);
            case "--rounds" -> new Options(sections, positive(argument, value), invocations, tokens, write, strict);
            case "--invocations" -> new Options(sections, rounds, positive(argument, value), tokens, write, strict);
            case "--tokens" -> new Options(sections, rounds, invocations, positive(argument, value), write, strict);
            case "--print" -> new Options(sections, rounds, invocations, tokens, false, strict);
            case "--strict" -> new Options(sections, rounds, invocations, tokens, write, true);
            default -> throw new IllegalArgumentException("Unknown option: " + argument + "\n" + USAGE);
        };
    }

    private static Set<Section> sections(String names) {
        EnumSet<Section> sections = EnumSet.noneOf(Section.class);
        for (String name : names.split(",", -1)) {
            try {
                sections.add(Section.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Unknown section: " + name + "\n" + USAGE, e);
            }
        }
        return sections;
    }

    private static int positive(String argument, String value) {
        if (!value.matches("[1-9][0-9]{0,7}")) {
            throw new IllegalArgumentException(argument + " requires a positive number\n" + USAGE);
        }
        return Integer.parseInt(value);
    }
}
