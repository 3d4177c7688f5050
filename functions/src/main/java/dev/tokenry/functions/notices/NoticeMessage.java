package dev.tokenry.functions.notices;

import dev.tokenry.model.Notice;
import dev.tokenry.model.Notice.Kind;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a digest says in one language, for people. */
final class NoticeMessage {

    /**
     * The tokens of each kind that are listed, so that a message stays readable and below what mail programs cut off.
     */
    static final int MAX_LISTED = 30;

    /** The same in each language, and correct in each time zone. The names of months would need data of the JDK. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final NoticeDigest digest;
    private final NoticeTexts texts;
    private final ConsoleLinks links;
    private final String environment;
    private final Instant now;

    NoticeMessage(NoticeDigest digest, NoticeTexts texts, ConsoleLinks links, String environment, Instant now) {
        this.digest = digest;
        this.texts = texts;
        this.links = links;
        this.environment = environment;
        this.now = now;
    }

    /** The tokens of one kind. */
    record Section(String heading, String advice, List<Entry> entries, Optional<String> more) {}

    /**
     * A token.
     *
     * @param facts its times and its project, one line each
     */
    record Entry(String name, String id, List<String> facts, String link) {}

    String language() {
        return texts.language().code();
    }

    /** Returns how many tokens there are. It contains no name, so that it is safe in every header. */
    String subject() {
        List<Kind> kinds =
                digest.notices().stream().map(Notice::kind).distinct().toList();
        int tokens = Math.toIntExact(
                digest.notices().stream().map(Notice::id).distinct().count());
        return kinds.size() == 1
                ? count(kinds.getFirst(), tokens)
                : texts.mixedCount().of(tokens, texts.language());
    }

    String greeting() {
        String name = digest.user().map(NoticeMessage::fullName).orElse("");
        return name.isEmpty() ? texts.greetingWithoutName() : texts.greeting().replace("{name}", name);
    }

    private static String fullName(User user) {
        return String.join(
                " ",
                Stream.of(user.firstName(), user.lastName())
                        .filter(Objects::nonNull)
                        .toList());
    }

    String owner() {
        return withOwner(texts.owner()).replace("{environment}", environment);
    }

    List<Section> sections() {
        return Stream.of(Kind.values())
                .filter(kind -> !digest.of(kind).isEmpty())
                .map(this::section)
                .toList();
    }

    private Section section(Kind kind) {
        List<Notice> notices = digest.of(kind);
        int missing = Math.max(0, notices.size() - MAX_LISTED);
        return new Section(
                count(kind, notices.size()),
                Objects.requireNonNull(texts.advice().get(kind)),
                notices.stream().limit(MAX_LISTED).map(this::entry).toList(),
                missing == 0 ? Optional.empty() : Optional.of(texts.more().of(missing, texts.language())));
    }

    private String count(Kind kind, int number) {
        return Objects.requireNonNull(texts.counts().get(kind)).of(number, texts.language());
    }

    private Entry entry(Notice notice) {
        List<String> facts = new ArrayList<>();
        String label = texts.time().get(notice.kind());
        Instant at = notice.at();
        if (label != null && at != null) {
            facts.add(label + ": " + TIME.format(at) + daysLeft(at));
        }
        Instant lastUsedAt = notice.lastUsedAt();
        facts.add(texts.lastUsed() + ": " + (lastUsedAt == null ? texts.neverUsed() : TIME.format(lastUsedAt)));
        addIfPresent(facts, texts.project(), notice.project());
        return new Entry(notice.name(), notice.id().value(), facts, links.token(notice.id()));
    }

    private static void addIfPresent(List<String> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.add(label + ": " + value);
        }
    }

    /** Rounds up, so that a token that expires tomorrow has one day left. */
    private String daysLeft(Instant at) {
        int days = Math.toIntExact(
                Duration.between(now, at).plusDays(1).minusMillis(1).toDays());
        return at.isAfter(now) ? " (" + texts.daysLeft().of(days, texts.language()) + ")" : "";
    }

    String allTokens() {
        return withOwner(texts.allTokens());
    }

    String allTokensLink() {
        return links.tokensOf(digest.owner());
    }

    String reason() {
        return withOwner(texts.reason());
    }

    private String withOwner(String text) {
        return text.replace("{owner}", digest.owner().spelling());
    }
}
