package dev.tokenry.digest;

import dev.tokenry.token.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The peppers in this process: each derived at first use, by one thread for all, proven by its check value, and derived
 * again after a while, so that disabling the key stops every process. While the source is away a proven pepper serves
 * on, up to a hard age.
 */
public final class Peppers {

    /** After this a pepper is derived again: the longest that a disabled key goes unnoticed. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    /** The longest that a pepper serves while its source is away. */
    public static final Duration HARD_AGE = Duration.ofHours(12);

    /** How long a failed renewal keeps the next one away, so that an outage does not slow every request. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final PepperSource source;
    private final IntFunction<Optional<byte[]>> checkValues;
    private final InstantSource clock;
    private final int writeVersion;
    private final Map<Integer, Cell> cells;

    /** @param checkValues what a pepper of a version must answer; the store keeps it */
    public Peppers(
            PepperSource source, PepperKeys keys, IntFunction<Optional<byte[]>> checkValues, InstantSource clock) {
        this.source = source;
        this.checkValues = checkValues;
        this.clock = clock;
        this.writeVersion = keys.writeVersion();
        this.cells = keys.versions().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Cell::new));
    }

    /** The versions that there are keys for, in their order. */
    public List<Integer> versions() {
        return cells.keySet().stream().sorted().toList();
    }

    /** The version that new digests are made with; asks nobody. */
    public int versionOfNewDigests() {
        return writeVersion;
    }

    /** The pepper that new digests are made with. */
    public Pepper forNewDigests() {
        return ofVersion(writeVersion);
    }

    /** @throws Unavailable when there is no such version, or its pepper cannot be derived or proven now */
    public Pepper ofVersion(int version) {
        Cell cell = cells.get(version);
        if (cell == null) {
            throw new Unavailable("No key is configured for pepper version " + version);
        }
        return cell.pepper();
    }

    /** The check value of each version, derived and not proven: for bootstrap, which keeps them. */
    public Map<Integer, byte[]> checkValuesToKeep() {
        return cells.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), version -> source.derive(version).checkValue()));
    }

    private final class Cell {

        private final int version;
        private @Nullable Pepper pepper;
        private Instant provenAt = Instant.EPOCH;
        private Instant renewAt = Instant.EPOCH;

        Cell(int version) {
            this.version = version;
        }

        // Holding the lock over the derivation is what makes it a single flight.
        synchronized Pepper pepper() {
            Instant now = clock.instant();
            // A clock that went backwards says nothing about ages: derive anew.
            boolean fresh = !now.isBefore(provenAt) && now.isBefore(renewAt);
            if (pepper != null && fresh) {
                return pepper;
            }
            return renewed(now);
        }

        private Pepper renewed(Instant now) {
            try {
                Pepper derived = proven(source.derive(version));
                pepper = derived;
                provenAt = now;
                renewAt = now.plus(FRESH);
                return derived;
            } catch (PepperRefused e) {
                pepper = null;
                throw new Unavailable(String.valueOf(e.getMessage()), e);
            } catch (Unavailable e) {
                return keptDespite(e, now);
            }
        }

        private Pepper proven(Pepper derived) {
            byte[] expected =
                    checkValues.apply(version).orElseThrow(() -> dropped("has no check value: run bootstrap"));
            if (!derived.answers(expected)) {
                throw dropped("is not the one that this table was made with");
            }
            return derived;
        }

        private PepperRefused dropped(String why) {
            return new PepperRefused("The pepper of version " + version + " " + why, null);
        }

        private Pepper keptDespite(Unavailable fault, Instant now) {
            Instant end = provenAt.plus(HARD_AGE);
            boolean tooOld = now.isBefore(provenAt) || !now.isBefore(end);
            if (pepper == null || tooOld) {
                pepper = null;
                throw fault;
            }
            Instant next = now.plus(PAUSE);
            renewAt = next.isBefore(end) ? next : end;
            return pepper;
        }
    }
}
