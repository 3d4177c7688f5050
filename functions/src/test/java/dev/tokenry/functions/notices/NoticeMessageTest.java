package dev.tokenry.functions.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Language;
import dev.tokenry.model.Notice;
import dev.tokenry.model.Notice.Kind;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeMessageTest {

    private static final Instant NOW = Instant.parse("2026-11-30T05:10:00.123Z");
    private static final String CONSOLE = "https://tokens.example.com/api/console/";
    private static final OwnerName OWNER = OwnerName.of("Anna+ci@x");
    private static final TokenId ID = SampleTokens.newId();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expiring | 1  | 1 token expires soon | 1 token verloopt binnenkort | 1 токен скоро истечёт",
                "expiring | 2  | 2 tokens expire soon | 2 tokens verlopen binnenkort | 2 токена скоро истекут",
                "expiring | 5  | 5 tokens expire soon | 5 tokens verlopen binnenkort | 5 токенов скоро истекут",
                "expiring | 21 | 21 tokens expire soon | 21 tokens verlopen binnenkort | 21 токен скоро истечёт",
                "expired  | 1  | 1 token has expired | 1 token is verlopen | 1 токен истёк",
                "expired  | 3  | 3 tokens have expired | 3 tokens zijn verlopen | 3 токена истекли",
                "expired  | 11 | 11 tokens have expired | 11 tokens zijn verlopen | 11 токенов истекли",
                "unused   | 1  | 1 unused token will be disabled | 1 ongebruikt token wordt uitgeschakeld"
                        + " | 1 неиспользуемый токен будет отключён",
                "unused   | 4  | 4 unused tokens will be disabled | 4 ongebruikte tokens worden uitgeschakeld"
                        + " | 4 неиспользуемых токена будут отключены",
                "unused   | 12 | 12 unused tokens will be disabled | 12 ongebruikte tokens worden uitgeschakeld"
                        + " | 12 неиспользуемых токенов будут отключены",
                "disabled | 1  | 1 unused token was disabled | 1 ongebruikt token is uitgeschakeld"
                        + " | 1 неиспользуемый токен отключён",
                "disabled | 2  | 2 unused tokens were disabled | 2 ongebruikte tokens zijn uitgeschakeld"
                        + " | 2 неиспользуемых токена отключены",
                "disabled | 25 | 25 unused tokens were disabled | 25 ongebruikte tokens zijn uitgeschakeld"
                        + " | 25 неиспользуемых токенов отключены",
            })
    void subject_says_how_many_tokens_there_are(String kind, int count, String english, String dutch, String russian) {
        Notice[] notices = IntStream.range(0, count)
                .mapToObj(_ -> notice(Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT))))
                .toArray(Notice[]::new);

        assertThat(Stream.of(Language.values())
                        .map(language -> message(language, notices).subject()))
                .containsExactly(english, dutch, russian);
    }

    @Test
    void subject_of_several_kinds_counts_each_token_once() {
        Notice[] notices = {
            new Notice(Kind.EXPIRING, ID, "ci", null, null, NOW.plus(Duration.ofDays(7)), 7),
            new Notice(Kind.UNUSED, ID, "ci", null, null, NOW.plus(Duration.ofDays(7)), null),
            notice(Kind.DISABLED)
        };

        assertThat(Stream.of(Language.values())
                        .map(language -> message(language, notices).subject()))
                .containsExactly(
                        "2 tokens need your attention",
                        "2 tokens vragen uw aandacht",
                        "2 токена требуют вашего внимания");
    }

    @Test
    void english_text_is_complete() {
        assertThat(TextMessage.toOwner(message(Language.ENGLISH, allKinds()))).isEqualTo("""
                Hello Anna Visser,

                Owner: Anna+ci@x, environment: default

                1 token expires soon

                A token stops working when it expires. If it is still needed, give it a later expiration date before that, or replace it.

                * deploy
                  ID
                  Expires: 2026-12-05 05:10 UTC (5 days left)
                  Last used: 2026-11-29 05:10 UTC
                  Project: alpha
                  https://tokens.example.com/api/console/tokens/ID

                1 token has expired

                An expired token does not work. With a later expiration date, it works again. If it is no longer needed, delete it.

                * old
                  ID
                  Expired: 2026-11-29 05:10 UTC
                  Last used: never
                  https://tokens.example.com/api/console/tokens/ID

                1 unused token will be disabled

                A token that is used before this time stays enabled. If it is no longer needed, delete it.

                * idle
                  ID
                  Disabled from: 2026-11-30 06:10 UTC (1 day left)
                  Last used: never
                  https://tokens.example.com/api/console/tokens/ID

                1 unused token was disabled

                A disabled token does not work until it is enabled again. If it is no longer needed, delete it.

                * gone
                  ID
                  Last used: never
                  https://tokens.example.com/api/console/tokens/ID

                All tokens of Anna+ci@x:
                https://tokens.example.com/api/console/tokens?owner=Anna%2Bci%40x

                --
                You receive this message because your address is the email address of the user Anna+ci@x in Tokenry. To receive no more of them, ask an administrator to remove the address from the user.
                """.replace("ID", ID.value()));
    }

    @Test
    void dutch_text_is_complete() {
        assertThat(TextMessage.toOwner(message(Language.DUTCH, allKinds()))).isEqualTo("""
                Beste Anna Visser,

                Eigenaar: Anna+ci@x, omgeving: default

                1 token verloopt binnenkort

                Een token werkt niet meer zodra het verlopen is. Als het nog nodig is, geef het dan voor die tijd een latere vervaldatum of vervang het.

                * deploy
                  ID
                  Verloopt op: 2026-12-05 05:10 UTC (nog 5 dagen)
                  Laatst gebruikt: 2026-11-29 05:10 UTC
                  Project: alpha
                  https://tokens.example.com/api/console/tokens/ID

                1 token is verlopen

                Een verlopen token werkt niet. Met een latere vervaldatum werkt het weer. Verwijder het als het niet meer nodig is.

                * old
                  ID
                  Verlopen op: 2026-11-29 05:10 UTC
                  Laatst gebruikt: nooit
                  https://tokens.example.com/api/console/tokens/ID

                1 ongebruikt token wordt uitgeschakeld

                Een token dat voor die tijd wordt gebruikt, blijft ingeschakeld. Verwijder het als het niet meer nodig is.

                * idle
                  ID
                  Uitgeschakeld vanaf: 2026-11-30 06:10 UTC (nog 1 dag)
                  Laatst gebruikt: nooit
                  https://tokens.example.com/api/console/tokens/ID

                1 ongebruikt token is uitgeschakeld

                Een uitgeschakeld token werkt niet totdat het weer wordt ingeschakeld. Verwijder het als het niet meer nodig is.

                * gone
                  ID
                  Laatst gebruikt: nooit
                  https://tokens.example.com/api/console/tokens/ID

                Alle tokens van Anna+ci@x:
                https://tokens.example.com/api/console/tokens?owner=Anna%2Bci%40x

                --
                U ontvangt dit bericht omdat uw adres het e-mailadres van de gebruiker Anna+ci@x in Tokenry is. Wilt u deze berichten niet meer ontvangen, vraag dan een beheerder het adres bij de gebruiker te verwijderen.
                """.replace("ID", ID.value()));
    }

    @Test
    void russian_text_is_complete() {
        assertThat(TextMessage.toOwner(message(Language.RUSSIAN, allKinds()))).isEqualTo("""
                Здравствуйте, Anna Visser!

                Владелец: Anna+ci@x, среда: default

                1 токен скоро истечёт

                Истёкший токен не работает. Если токен ещё нужен, заранее продлите срок его действия или замените его.

                * deploy
                  ID
                  Истекает: 2026-12-05 05:10 UTC (осталось 5 дней)
                  Последнее использование: 2026-11-29 05:10 UTC
                  Проект: alpha
                  https://tokens.example.com/api/console/tokens/ID

                1 токен истёк

                Истёкший токен не работает. Если продлить срок его действия, он снова заработает. Если токен больше не нужен, удалите его.

                * old
                  ID
                  Истёк: 2026-11-29 05:10 UTC
                  Последнее использование: не использовался
                  https://tokens.example.com/api/console/tokens/ID

                1 неиспользуемый токен будет отключён

                Токен, который будет использован до этого времени, останется включённым. Если токен больше не нужен, удалите его.

                * idle
                  ID
                  Будет отключён: 2026-11-30 06:10 UTC (остался 1 день)
                  Последнее использование: не использовался
                  https://tokens.example.com/api/console/tokens/ID

                1 неиспользуемый токен отключён

                Отключённый токен не работает, пока его не включат снова. Если токен больше не нужен, удалите его.

                * gone
                  ID
                  Последнее использование: не использовался
                  https://tokens.example.com/api/console/tokens/ID

                Все токены владельца Anna+ci@x:
                https://tokens.example.com/api/console/tokens?owner=Anna%2Bci%40x

                --
                Вы получили это письмо, потому что ваш адрес указан в Tokenry как адрес эл. почты пользователя Anna+ci@x. Чтобы больше не получать такие письма, попросите администратора удалить адрес у пользователя.
                """.replace("ID", ID.value()));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void html_says_the_same_as_the_text(Language language) {
        NoticeMessage message = message(language, allKinds());
        String html = HtmlMessage.toOwner(message);
        String visible = html.replaceAll("(?s)<head>.*</head>", "")
                .replaceAll("<[^>]*>", "\n")
                .replace("&#39;", "'")
                .replace("&amp;", "&");

        assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"" + language.code() + "\">");
        assertThat(TextMessage.toOwner(message)
                        .lines()
                        .map(line -> line.replaceFirst("^\\* ", "").strip())
                        .filter(line -> !line.isEmpty() && !line.equals("--") && !line.startsWith("https:"))
                        .map(line -> line.endsWith("x:") ? line.substring(0, line.length() - 1) : line))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(visible.lines()).contains(line));
        assertThat(hrefs(html))
                .containsExactlyElementsOf(TextMessage.toOwner(message)
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("https:"))
                        .toList());
    }

    @Test
    void no_name_becomes_markup() {
        String name = "</a><script>alert('1')</script>\"&amp;";
        Notice notice = new Notice(Kind.EXPIRING, ID, name, "alpha", null, NOW.plusSeconds(1), 1);
        User user = user("<b>Anna", "O'Neil");
        NoticeMessage message = message(Language.ENGLISH, Optional.of(user), notice);
        String html = HtmlMessage.toOwner(message);

        assertThat(html)
                .doesNotContain("<script", "<b>", "&amp;amp;\"")
                .contains(
                        "&lt;/a&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;amp;",
                        "Hello &lt;b&gt;Anna O&#39;Neil,");
        assertThat(TextMessage.toOwner(message)).contains("* " + name + "\n", "Hello <b>Anna O'Neil,\n");
        assertThat(message.subject()).isEqualTo("1 token expires soon");
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, 'Hello,'", "DUTCH, 'Hallo,'", "RUSSIAN, Здравствуйте!"})
    void a_user_without_a_name_is_greeted_without_one(Language language, String greeting) {
        assertThat(message(language, Optional.of(user(null, null)), notice(Kind.EXPIRING))
                        .greeting())
                .isEqualTo(greeting);
    }

    @ParameterizedTest
    @CsvSource({
        "31, 'and 1 more', 'en nog 1 andere', 'и ещё 1'",
        "10000, 'and 9970 more', 'en nog 9970 andere', 'и ещё 9970'"
    })
    void a_long_list_is_cut_and_says_how_many_are_missing(int count, String english, String dutch, String russian) {
        Notice[] notices =
                IntStream.range(0, count).mapToObj(_ -> notice(Kind.EXPIRING)).toArray(Notice[]::new);
        List<String> more = new ArrayList<>();
        for (Language language : Language.values()) {
            NoticeMessage message = message(language, notices);
            assertThat(message.sections().getFirst().entries()).hasSize(NoticeMessage.MAX_LISTED);
            more.addAll(message.sections().getFirst().more().stream().toList());
            assertThat(TextMessage.toOwner(message)).hasSizeLessThan(20_000);
            // Mail programs cut off what is longer.
            assertThat(HtmlMessage.toOwner(message)).hasSizeLessThan(100_000);
        }

        assertThat(more).containsExactly(english, dutch, russian);
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "29.5, 30", "7, 7", "1.1, 2", "1, 1", "0.5, 1", "0.00001, 1"})
    void days_left_are_rounded_up(double days, int displayed) {
        Instant at = NOW.plusMillis((long) (days * 24 * 60 * 60 * 1000));
        Notice notice = new Notice(Kind.EXPIRING, ID, "ci", null, null, at, 30);

        assertThat(message(Language.ENGLISH, notice)
                        .sections()
                        .getFirst()
                        .entries()
                        .getFirst()
                        .facts()
                        .getFirst())
                .endsWith("(" + displayed + (displayed == 1 ? " day left)" : " days left)"));
    }

    private static Notice[] allKinds() {
        return new Notice[] {
            new Notice(
                    Kind.EXPIRING,
                    ID,
                    "deploy",
                    "alpha",
                    NOW.minus(Duration.ofDays(1)),
                    NOW.plus(Duration.ofDays(5)),
                    7),
            new Notice(Kind.EXPIRED, ID, "old", null, null, NOW.minus(Duration.ofDays(1)), null),
            new Notice(Kind.UNUSED, ID, "idle", null, null, NOW.plus(Duration.ofHours(1)), null),
            new Notice(Kind.DISABLED, ID, "gone", null, null, null, null)
        };
    }

    private static Notice notice(Kind kind) {
        return new Notice(
                kind,
                SampleTokens.newId(),
                "ci",
                null,
                null,
                kind == Kind.DISABLED ? null : NOW.plus(Duration.ofDays(7)),
                kind == Kind.EXPIRING ? 7 : null);
    }

    private static NoticeMessage message(Language language, Notice... notices) {
        return message(language, Optional.of(user("Anna", "Visser")), notices);
    }

    private static NoticeMessage message(Language language, Optional<User> user, Notice... notices) {
        return new NoticeMessage(
                new NoticeDigest(OWNER, user, List.of(notices)),
                NoticeTexts.of(language),
                new ConsoleLinks(CONSOLE),
                "default",
                NOW);
    }

    private static User user(String firstName, String lastName) {
        return new User(OWNER.spelling(), firstName, lastName, true, Scopes.NONE, true, 1);
    }

    private static List<String> hrefs(String html) {
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList();
    }
}
