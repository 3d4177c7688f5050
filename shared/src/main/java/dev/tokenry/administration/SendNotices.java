package dev.tokenry.administration;

import dev.tokenry.administration.NoticeReport.Outcome;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Notice;
import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NoticeRun;
import dev.tokenry.store.NoticeStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.UserQueryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Notifies owners about tokens that expire soon, and about those that are or were disabled because they are not used,
 * with one digest for each owner and channel.
 *
 * <p>It can run at any time, twice at once, or not for days. One run at a time sends, and marks each token for the
 * channel after the channel has its notices. So nothing is lost. What can be sent twice is the digest of one owner on
 * one channel, if the run dies after the channel took it and before all its tokens are marked, or if the channel took
 * it without a response; and what the channel itself repeats.
 */
public final class SendNotices {

    /** By how much clocks may differ. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private static final int OWNERS_AT_ONCE = TokenSweep.PAGE_SIZE;

    private static final Comparator<Notice> ORDER = Comparator.comparing(Notice::kind)
            .thenComparing(Notice::at, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Notice::name)
            .thenComparing(notice -> notice.id().value());

    /**
     * A request to send all pending notices.
     *
     * @param dryRun whether only to report what would be sent
     * @param remaining the time after which the run has ended for certain
     * @param hasTimeToRead whether there is time to read more tokens
     * @param hasTime whether there is time for another digest
     */
    public record Command(boolean dryRun, Duration remaining, BooleanSupplier hasTimeToRead, BooleanSupplier hasTime) {}

    private final TokenQueryStore tokens;
    private final UserQueryStore users;
    private final NoticeStore notices;
    private final List<NoticeSender> senders;
    private final Limits limits;
    private final BooleanSupplier frozen;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param frozen whether management is frozen, so that every run is a dry run */
    public SendNotices(
            TokenQueryStore tokens,
            UserQueryStore users,
            NoticeStore notices,
            List<NoticeSender> senders,
            Limits limits,
            BooleanSupplier frozen,
            InstantSource clock,
            RandomGenerator random) {
        this.tokens = tokens;
        this.users = users;
        this.notices = notices;
        this.senders = List.copyOf(senders);
        this.limits = limits;
        this.frozen = frozen;
        this.clock = clock;
        this.random = random;
    }

    public NoticeReport execute(Command command) {
        if (command.dryRun() || frozen.getAsBoolean()) {
            return new Run(command, true).execute(null).report();
        }
        Instant now = clock.instant();
        String runId = RecordId.random(random);
        return switch (notices.start(runId, now, now.plus(command.remaining()).plus(CLOCK_TOLERANCE))) {
            case NoticeRun.InProgress(var until) -> NoticeReport.ofOtherRun(until);
            case NoticeRun.Started(var after) -> {
                // After a failure, the next run starts at the same position.
                IndexPosition next = after;
                try {
                    Result result = new Run(command, false).execute(after);
                    next = result.continueAfter();
                    yield result.report();
                } finally {
                    notices.finish(runId, next);
                }
            }
        };
    }

    /** @param continueAfter where the next run continues; null if it starts with the first token */
    private record Result(NoticeReport report, @Nullable IndexPosition continueAfter) {}

    private final class Run {

        private final Command command;
        private final boolean dryRun;
        private final Instant now = clock.instant();
        private final NoticeReport.Builder report = new NoticeReport.Builder();
        private final Map<OwnerName, List<NoticeSubject>> subjects =
                new TreeMap<>(Comparator.comparing(OwnerName::key));

        Run(Command command, boolean dryRun) {
            this.command = command;
            this.dryRun = dryRun;
        }

        Result execute(@Nullable IndexPosition after) {
            TokenSweep sweep = new TokenSweep(tokens, command.hasTimeToRead());
            IndexPosition next = sweep.run(
                    after,
                    this::mayBeDue,
                    token -> add(NoticeSubject.of(token, limits.autoDisableUnusedAfter() != null, now)),
                    _ -> {});
            boolean sent = sendAll();
            // The next run notifies the remaining owners, and therefore reads the same tokens again.
            return new Result(report.build(dryRun, sweep.examined(), sent && next == null), sent ? next : after);
        }

        /** An index does not tell whether a token was used or marked. */
        private boolean mayBeDue(TokenSummary row) {
            Instant expiresAt = row.expiresAt();
            if (expiresAt != null && expiresAt.isBefore(now.minus(NoticeSubject.LATEST))) {
                return false;
            }
            boolean expires = expiresAt != null && !expiresAt.isAfter(now.plus(NoticeSubject.EARLIEST));
            Duration period = limits.autoDisableUnusedAfter();
            return expires
                    || (period != null && !row.unchangedSince().plus(period).isAfter(now));
        }

        private void add(NoticeSubject subject) {
            subjects.computeIfAbsent(subject.owner(), _ -> new ArrayList<>()).add(subject);
        }

        /** Returns whether there was time for all owners. */
        private boolean sendAll() {
            List<List<OwnerName>> chunks = subjects.keySet().stream()
                    .gather(Gatherers.windowFixed(OWNERS_AT_ONCE))
                    .toList();
            for (List<OwnerName> owners : chunks) {
                Map<OwnerName, User> records = users.findAll(Set.copyOf(owners), _ -> {});
                for (OwnerName owner : owners) {
                    if (!command.hasTime().getAsBoolean()) {
                        return false;
                    }
                    send(owner, Optional.ofNullable(records.get(owner)));
                }
            }
            return true;
        }

        private Outcome send(NoticeSender sender, NoticeDigest digest) {
            if (!sender.reaches(digest.user())) {
                return Outcome.SKIPPED;
            }
            return dryRun || sender.send(digest) ? Outcome.SENT : Outcome.FAILED;
        }

        private void send(OwnerName owner, Optional<User> user) {
            List<NoticeSubject> ofOwner = subjects.getOrDefault(owner, List.of());
            Map<TokenId, Map<NoticeChannel, NoticeMark>> marks = new HashMap<>();
            ofOwner.stream()
                    .map(NoticeSubject::id)
                    .gather(Gatherers.windowFixed(TokenSweep.PAGE_SIZE))
                    .forEach(ids -> marks.putAll(notices.find(ids)));
            for (NoticeSender sender : senders) {
                NoticeChannel channel = sender.channel();
                Map<NoticeSubject, NoticeMark> updated = new HashMap<>();
                List<Notice> pending = new ArrayList<>();
                for (NoticeSubject subject : ofOwner) {
                    NoticeMark said = marks.getOrDefault(subject.id(), Map.of()).getOrDefault(channel, NoticeMark.NONE);
                    List<Notice> ofToken = subject.pending(channel, said);
                    if (!ofToken.isEmpty()) {
                        pending.addAll(ofToken);
                        updated.put(subject, subject.mark(channel, said));
                    }
                }
                if (!pending.isEmpty()) {
                    pending.sort(ORDER);
                    Outcome outcome = send(sender, new NoticeDigest(owner, user, pending));
                    report.add(channel, outcome, pending.size());
                    if (outcome == Outcome.SENT && !dryRun) {
                        updated.forEach((subject, mark) -> notices.mark(subject.id(), channel, mark));
                    }
                }
            }
        }
    }
}
