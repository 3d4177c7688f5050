package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.SendNotices.Command;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Notice;
import dev.tokenry.model.Notice.Kind;
import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryNoticeStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NoticeRun;
import dev.tokenry.store.NoticeStore;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendNoticesTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = CREATED.plus(Duration.ofDays(100));
    private static final Limits UNUSED_90_DAYS = new Limits(null, null, false, null, false, Duration.ofDays(90));
    private static final Limits NONE = new Limits(null, null, false, null, false, null);
    private static final Duration RUN_TIME = Duration.ofMinutes(15);

    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final InMemoryUserStore users = new InMemoryUserStore(tokens);
    private final FaultyNoticeStore notices = new FaultyNoticeStore(new InMemoryNoticeStore(tokens));
    private final RecordingSender events = new RecordingSender(NoticeChannel.EVENT);
    private final RecordingSender mail = new RecordingSender(NoticeChannel.MAIL);
    private Instant now = CREATED;
    private boolean frozen;
    private Limits limits = NONE;

    @ParameterizedTest
    @CsvSource({
        // days before the expiration; what was said in advance since the creation
        "31, 0",
        "30, 1",
        "29, 1",
        "8, 1",
        "7, 1",
        "6, 1",
        "2, 1",
        "1, 1",
    })
    void there_is_one_notice_of_the_last_time_that_has_come(int daysBefore, int said) {
        put(token("anna", EXPIRES));
        now = EXPIRES.minus(Duration.ofDays(daysBefore));
        run();
        run();

        assertThat(mail.notices()).hasSize(said).allMatch(notice -> notice.kind() == Kind.EXPIRING);
        assertThat(events.notices()).hasSize(said);
    }

    @Test
    void daily_runs_send_three_notices_in_advance_and_an_event_at_the_expiration() {
        Token token = put(token("anna", EXPIRES));
        for (int day = 0; day < 130; day++) {
            now = CREATED.plus(Duration.ofDays(day));
            run();
        }

        assertThat(mail.times(token.id())).containsExactly(before(30), before(7), before(1));
        assertThat(events.times(token.id())).containsExactly(before(30), before(7), before(1), EXPIRES);
    }

    @Test
    void a_token_that_expires_while_no_run_happens_is_announced_afterwards() {
        Token token = put(token("anna", EXPIRES));
        now = before(2);
        run();
        now = EXPIRES.plus(Duration.ofDays(2));
        run();
        run();

        assertThat(mail.kinds(token.id())).containsExactly(Kind.EXPIRING, Kind.EXPIRED);
        assertThat(events.kinds(token.id())).containsExactly(Kind.EXPIRING, Kind.EXPIRED);
    }

    @Test
    void the_first_run_announces_no_token_that_expired_long_ago() {
        put(token("anna", EXPIRES));
        now = EXPIRES.plus(NoticeSubject.LATEST).plusMillis(1);
        run();
        assertThat(events.notices()).isEmpty();

        now = EXPIRES.plus(NoticeSubject.LATEST);
        run();
        assertThat(events.notices()).hasSize(1);
    }

    @Test
    void a_token_with_a_short_life_has_only_an_event() {
        Token token = put(token("ci", CREATED.plus(Duration.ofHours(1))));
        run();
        now = CREATED.plus(Duration.ofHours(2));
        run();

        assertThat(mail.notices()).isEmpty();
        assertThat(events.kinds(token.id())).containsExactly(Kind.EXPIRED);
    }

    @Test
    void a_token_that_is_prolonged_has_notices_again() {
        Token token = put(token("anna", EXPIRES));
        now = before(7);
        run();
        Instant later = EXPIRES.plus(Duration.ofDays(60));
        replace(token, token.withSettings(token.settings().withExpiresAt(later)));
        run();
        assertThat(mail.notices()).hasSize(1);

        now = later.minus(Duration.ofDays(7));
        run();
        now = later;
        run();
        assertThat(mail.notices().stream().map(Notice::at)).containsExactly(EXPIRES, later, later);
    }

    @Test
    void no_owner_is_notified_about_the_expiration_of_a_disabled_token() {
        Token token = token("anna", EXPIRES);
        put(token.withSettings(token.settings().withEnabled(false)));
        now = before(1);
        run();
        assertThat(mail.notices()).isEmpty();
        assertThat(events.notices()).isEmpty();

        now = EXPIRES;
        run();
        assertThat(mail.notices()).isEmpty();
        assertThat(events.notices()).hasSize(1);
    }

    @Test
    void the_mark_of_an_unused_token_has_one_notice_and_another_if_it_is_renewed() {
        limits = UNUSED_90_DAYS;
        Token token = put(token("anna", null));
        now = CREATED.plus(Duration.ofDays(90));
        disable();
        run();
        run();
        assertThat(mail.digests.getFirst().notices())
                .containsExactly(new Notice(
                        Kind.UNUSED,
                        token.id(),
                        token.settings().name(),
                        null,
                        null,
                        now.plus(DisableTokens.GRACE),
                        null));

        now = now.plus(DisableTokens.GRACE);
        disable();
        run();
        assertThat(tokens.find(token.id()).orElseThrow().disabledReason()).isEqualTo("unused");
        assertThat(mail.notices()).hasSize(1);

        Token disabled = tokens.find(token.id()).orElseThrow();
        replace(
                disabled,
                disabled.withSettings(disabled.settings().withEnabled(true))
                        .withLifecycle(TokenLifecycle.enabledAt(now)));
        now = now.plus(Duration.ofDays(90));
        disable();
        run();
        assertThat(mail.kinds(token.id())).containsExactly(Kind.UNUSED, Kind.UNUSED);
    }

    @Test
    void a_token_that_was_disabled_while_no_run_happened_is_announced_afterwards() {
        limits = UNUSED_90_DAYS;
        Token token = put(token("anna", null));
        now = CREATED.plus(Duration.ofDays(90));
        disable();
        now = now.plus(DisableTokens.GRACE);
        disable();
        run();
        run();

        assertThat(mail.kinds(token.id())).containsExactly(Kind.DISABLED);
    }

    @Test
    void all_tokens_of_an_owner_are_in_one_digest() {
        put(token("anna", EXPIRES));
        put(token("Anna", EXPIRES));
        put(token("bert", EXPIRES));
        users.insert(user("anna"), STAMP);
        now = before(30);
        run();

        assertThat(mail.digests).hasSize(2);
        assertThat(mail.digests.getFirst().notices()).hasSize(2);
        assertThat(mail.digests.getFirst().user()).hasValue(user("anna"));
        assertThat(mail.digests.getLast().user()).isEmpty();
    }

    @Test
    void an_owner_who_is_not_reached_is_notified_once_that_changes() {
        put(token("anna", EXPIRES));
        mail.reached =
                user -> user.map(User::contact).filter(it -> it.email() != null).isPresent();
        now = before(30);
        assertThat(run().channels().get(NoticeChannel.MAIL)).isEqualTo(new NoticeReport.Counts(0, 0, 1, 0));

        users.insert(user("anna").withContact(new Contact(new EmailAddress("anna@example.com"), null)), STAMP);
        run();
        run();
        assertThat(mail.notices()).hasSize(1);
        assertThat(events.notices()).hasSize(1);
    }

    @Test
    void a_failure_of_one_owner_and_channel_affects_no_other_and_is_made_up_for() {
        put(token("anna", EXPIRES));
        put(token("bert", EXPIRES));
        mail.failing.add("anna");
        now = before(7);
        NoticeReport report = run();
        assertThat(report.channels().get(NoticeChannel.MAIL)).isEqualTo(new NoticeReport.Counts(1, 1, 0, 1));
        assertThat(report.finished()).isTrue();

        mail.failing.clear();
        now = before(6);
        run();
        assertThat(mail.owners()).containsExactly("bert", "anna");
        assertThat(events.owners()).containsExactly("anna", "bert");
    }

    @Test
    void a_run_that_starts_during_another_says_nothing() {
        put(token("anna", EXPIRES));
        List<NoticeReport> others = new ArrayList<>();
        mail.beforeSending = () -> others.add(run());
        now = before(7);
        run();

        assertThat(others).singleElement().satisfies(report -> {
            assertThat(report.otherRunUntil()).isEqualTo(now.plus(RUN_TIME).plusSeconds(60));
            assertThat(report.finished()).isFalse();
        });
        assertThat(mail.notices()).hasSize(1);
        assertThat(events.notices()).hasSize(1);
    }

    /** The digest during which the run died, and no other, is said again as far as it was not marked. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_run_that_dies_loses_nothing_and_repeats_one_digest_at_most(int marks) {
        Set<TokenId> all = new HashSet<>();
        for (String owner : List.of("anna", "bert")) {
            for (int i = 0; i < 2; i++) {
                all.add(put(token(owner, EXPIRES)).id());
            }
        }
        now = before(7);
        notices.marksUntilFailure = marks;
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::run);
        notices.marksUntilFailure = Integer.MAX_VALUE;
        run();
        run();

        for (RecordingSender sender : List.of(events, mail)) {
            Map<TokenId, Integer> counts = new HashMap<>();
            sender.notices().forEach(notice -> counts.merge(notice.id(), 1, Integer::sum));
            assertThat(counts.keySet()).isEqualTo(all);
            assertThat(counts.values()).allMatch(count -> count <= 2);
        }
        long repeated = events.notices().size() + mail.notices().size() - 2L * all.size();
        assertThat(repeated).isEqualTo(2 - marks % 2);
    }

    @Test
    void a_run_that_finds_no_time_is_continued() {
        IntStream.range(0, 2_000).forEach(i -> put(token("owner" + i, EXPIRES)));
        now = before(7);
        for (int i = 0; i < 3; i++) {
            // A page of 800 tokens is read, after whose first token the time is over.
            assertThat(send(false, () -> false, () -> true).finished()).isFalse();
        }
        assertThat(mail.notices()).hasSize(3);

        int[] left = {100};
        assertThat(send(false, () -> true, () -> left[0]-- > 0).finished()).isFalse();
        assertThat(mail.notices()).hasSize(103);
        assertThat(run().finished()).isTrue();
        assertThat(run().finished()).isTrue();
        assertThat(mail.owners()).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void a_dry_run_and_a_freeze_say_nothing() {
        put(token("anna", EXPIRES));
        now = before(7);
        NoticeReport dryRun = send(true, () -> true, () -> true);
        frozen = true;
        NoticeReport whileFrozen = run();

        assertThat(whileFrozen).isEqualTo(dryRun);
        assertThat(dryRun.dryRun()).isTrue();
        assertThat(dryRun.channels().get(NoticeChannel.MAIL)).isEqualTo(new NoticeReport.Counts(1, 1, 0, 0));
        assertThat(mail.notices()).isEmpty();
        frozen = false;
        run();
        assertThat(mail.notices()).hasSize(1);
    }

    /**
     * Whenever runs happen, with pauses of up to three days, each time has one notice, and each expiration one event.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void runs_at_any_time_say_nothing_twice_and_leave_nothing_out(long seed) {
        Random random = new Random(seed);
        List<Token> all = IntStream.range(0, 60)
                .mapToObj(i -> put(token(
                        "owner" + random.nextInt(5), CREATED.plus(Duration.ofHours(1 + random.nextInt(24 * 60))))))
                .toList();
        Instant end = CREATED.plus(Duration.ofDays(70));
        for (now = CREATED; now.isBefore(end); now = now.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)))) {
            run();
            for (Token token : all) {
                Instant expiresAt = token.settings().expiresAt();
                assertThat(events.kinds(token.id()).contains(Kind.EXPIRED))
                        .as("seed %d at %s: event of a token that is expired since %s", seed, now, expiresAt)
                        .isEqualTo(!now.isBefore(expiresAt));
            }
        }
        for (Token token : all) {
            Instant expiresAt = token.settings().expiresAt();
            long times = NoticeSubject.DAYS_BEFORE.stream()
                    .filter(days -> CREATED.isBefore(expiresAt.minus(Duration.ofDays(days))))
                    .count();
            // If no run happened on the last day, its notice comes afterwards.
            assertThat(mail.times(token.id()))
                    .as("seed %d: %s", seed, expiresAt)
                    .hasSize((int) times)
                    .doesNotHaveDuplicates();
            assertThat(events.kinds(token.id()))
                    .filteredOn(Kind.EXPIRED::equals)
                    .hasSize(1);
        }
    }

    private NoticeReport run() {
        return send(false, () -> true, () -> true);
    }

    private NoticeReport send(boolean dryRun, BooleanSupplier hasTimeToRead, BooleanSupplier hasTime) {
        return new SendNotices(
                        tokens, users, notices, List.of(events, mail), limits, () -> frozen, () -> now, new Random())
                .execute(new Command(dryRun, RUN_TIME, hasTimeToRead, hasTime));
    }

    private void disable() {
        new DisableTokens(tokens, tokens, limits, () -> false, () -> now)
                .execute(
                        new IamActor("maintenance", "request"),
                        new DisableTokens.Command(DisableTokens.Cause.DISUSE, false, null, () -> true));
    }

    private static Instant before(int days) {
        return EXPIRES.minus(Duration.ofDays(days));
    }

    private Token put(Token token) {
        tokens.put(token);
        return token;
    }

    private void replace(Token current, Token updated) {
        tokens.replace(current, updated, STAMP);
    }

    private static Token token(String owner, Instant expiresAt) {
        return Token.create(
                SampleTokens.newId(),
                new TokenOrigin(owner, owner, null, false, CREATED),
                new TokenSettings("token of " + owner, null, true, Scopes.NONE, expiresAt, null),
                SampleTokens.newDigest(1));
    }

    private static User user(String name) {
        return new User(name, null, null, true, Scopes.NONE, true, 1);
    }

    /** Records when what was said. */
    private final class RecordingSender implements NoticeSender {

        private record Said(Instant at, Notice notice) {}

        private final NoticeChannel channel;
        private final List<NoticeDigest> digests = new ArrayList<>();
        private final List<Said> said = new ArrayList<>();
        private final Set<String> failing = new HashSet<>();
        private Predicate<Optional<User>> reached = _ -> true;
        private Runnable beforeSending = () -> {};

        RecordingSender(NoticeChannel channel) {
            this.channel = channel;
        }

        @Override
        public NoticeChannel channel() {
            return channel;
        }

        @Override
        public boolean reaches(Optional<User> user) {
            return reached.test(user);
        }

        @Override
        public boolean send(NoticeDigest digest) {
            beforeSending.run();
            if (failing.contains(digest.owner().key())) {
                return false;
            }
            digests.add(digest);
            digest.notices().forEach(notice -> said.add(new Said(now, notice)));
            return true;
        }

        List<Notice> notices() {
            return said.stream().map(Said::notice).toList();
        }

        List<String> owners() {
            return digests.stream().map(digest -> digest.owner().key()).toList();
        }

        List<Kind> kinds(TokenId id) {
            return notices().stream()
                    .filter(notice -> notice.id().equals(id))
                    .map(Notice::kind)
                    .toList();
        }

        List<Instant> times(TokenId id) {
            return said.stream()
                    .filter(each -> each.notice().id().equals(id))
                    .map(Said::at)
                    .toList();
        }
    }

    /** Fails after a number of marks. */
    private static final class FaultyNoticeStore implements NoticeStore {

        private final NoticeStore store;
        private int marksUntilFailure = Integer.MAX_VALUE;

        FaultyNoticeStore(NoticeStore store) {
            this.store = store;
        }

        @Override
        public NoticeRun start(String runId, Instant now, Instant until) {
            return store.start(runId, now, until);
        }

        @Override
        public void finish(String runId, IndexPosition after) {
            store.finish(runId, after);
        }

        @Override
        public Map<TokenId, Map<NoticeChannel, NoticeMark>> find(List<TokenId> ids) {
            return store.find(ids);
        }

        @Override
        public void mark(TokenId id, NoticeChannel channel, NoticeMark mark) {
            if (marksUntilFailure-- <= 0) {
                throw new ServiceUnavailableException("DynamoDB is unavailable", null);
            }
            store.mark(id, channel, mark);
        }
    }
}
