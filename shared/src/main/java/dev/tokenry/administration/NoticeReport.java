package dev.tokenry.administration;

import dev.tokenry.model.NoticeChannel;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of notices did, or would do.
 *
 * @param dryRun whether nothing was sent, as requested or because management is frozen
 * @param examined the number of rows of the list of all tokens that were examined
 * @param channels the counts of each channel
 * @param finished whether all tokens were examined and all notices sent, or left to the next run because they failed
 * @param otherRunUntil until when another run may be in progress, because of which this one did nothing; otherwise null
 */
public record NoticeReport(
        boolean dryRun,
        int examined,
        Map<NoticeChannel, Counts> channels,
        boolean finished,
        @Nullable Instant otherRunUntil) {

    /** What became of a digest. */
    enum Outcome {
        SENT,
        /** The owner receives nothing on the channel. */
        SKIPPED,
        FAILED
    }

    /**
     * The counts of a channel.
     *
     * @param digests the digests that were sent
     * @param notices the notices in them
     * @param skipped the digests to owners that receive nothing on the channel
     * @param failed the digests that the channel did not take
     */
    public record Counts(int digests, int notices, int skipped, int failed) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Outcome outcome, int size) {
            return switch (outcome) {
                case SENT -> new Counts(digests + 1, notices + size, skipped, failed);
                case SKIPPED -> new Counts(digests, notices, skipped + 1, failed);
                case FAILED -> new Counts(digests, notices, skipped, failed + 1);
            };
        }
    }

    static NoticeReport ofOtherRun(Instant until) {
        return new NoticeReport(false, 0, Map.of(), false, until);
    }

    /** Collects what became of digests. */
    static final class Builder {

        private final Map<NoticeChannel, Counts> channels = new EnumMap<>(NoticeChannel.class);

        void add(NoticeChannel channel, Outcome outcome, int notices) {
            channels.put(channel, channels.getOrDefault(channel, Counts.NONE).plus(outcome, notices));
        }

        NoticeReport build(boolean dryRun, int examined, boolean finished) {
            return new NoticeReport(dryRun, examined, Map.copyOf(channels), finished, null);
        }
    }
}
