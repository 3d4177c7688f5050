package dev.tokenry.functions.notices;

import dev.tokenry.model.Language;
import dev.tokenry.model.Notice.Kind;
import java.util.Map;

/**
 * The texts of messages in one language. In a text, {@code {owner}} stands for the owner of the tokens,
 * {@code {environment}} for the environment and {@code {name}} for a person.
 *
 * @param counts how many tokens there are of a kind: the subject of a message, and the heading of its part
 * @param mixedCount the subject of a message about several kinds
 * @param advice what the owner can do, by kind
 * @param time the label of the time of a notice, by kind; a kind whose notices have no time has none
 * @param more stands for the tokens that are not listed
 * @param reason why the message was sent, and how to stop such messages
 */
record NoticeTexts(
        Language language,
        String greeting,
        String greetingWithoutName,
        String owner,
        Map<Kind, Plural> counts,
        Plural mixedCount,
        Map<Kind, String> advice,
        Map<Kind, String> time,
        Plural daysLeft,
        String project,
        String lastUsed,
        String neverUsed,
        Plural more,
        String allTokens,
        String reason) {

    private static final NoticeTexts ENGLISH = new NoticeTexts(
            Language.ENGLISH,
            "Hello {name},",
            "Hello,",
            "Owner: {owner}, environment: {environment}",
            Map.of(
                    Kind.EXPIRING, Plural.of("{n} token expires soon", "{n} tokens expire soon"),
                    Kind.EXPIRED, Plural.of("{n} token has expired", "{n} tokens have expired"),
                    Kind.UNUSED, Plural.of("{n} unused token will be disabled", "{n} unused tokens will be disabled"),
                    Kind.DISABLED, Plural.of("{n} unused token was disabled", "{n} unused tokens were disabled")),
            Plural.of("{n} token needs your attention", "{n} tokens need your attention"),
            Map.of(
                    Kind.EXPIRING,
                            "A token stops working when it expires. If it is still needed, give it a later expiration date"
                                    + " before that, or replace it.",
                    Kind.EXPIRED,
                            "An expired token does not work. With a later expiration date, it works again. If it is no"
                                    + " longer needed, delete it.",
                    Kind.UNUSED,
                            "A token that is used before this time stays enabled. If it is no longer needed, delete it.",
                    Kind.DISABLED,
                            "A disabled token does not work until it is enabled again. If it is no longer needed, delete"
                                    + " it."),
            Map.of(Kind.EXPIRING, "Expires", Kind.EXPIRED, "Expired", Kind.UNUSED, "Disabled from"),
            Plural.of("{n} day left", "{n} days left"),
            "Project",
            "Last used",
            "never",
            Plural.of("and {n} more", "and {n} more"),
            "All tokens of {owner}",
            "You receive this message because your address is the email address of the user {owner} in Tokenry. To receive"
                    + " no more of them, ask an administrator to remove the address from the user.");

    private static final NoticeTexts DUTCH = new NoticeTexts(
            Language.DUTCH,
            "Beste {name},",
            "Hallo,",
            "Eigenaar: {owner}, omgeving: {environment}",
            Map.of(
                    Kind.EXPIRING, Plural.of("{n} token verloopt binnenkort", "{n} tokens verlopen binnenkort"),
                    Kind.EXPIRED, Plural.of("{n} token is verlopen", "{n} tokens zijn verlopen"),
                    Kind.UNUSED,
                            Plural.of(
                                    "{n} ongebruikt token wordt uitgeschakeld",
                                    "{n} ongebruikte tokens worden uitgeschakeld"),
                    Kind.DISABLED,
                            Plural.of(
                                    "{n} ongebruikt token is uitgeschakeld",
                                    "{n} ongebruikte tokens zijn uitgeschakeld")),
            Plural.of("{n} token vraagt uw aandacht", "{n} tokens vragen uw aandacht"),
            Map.of(
                    Kind.EXPIRING,
                            "Een token werkt niet meer zodra het verlopen is. Als het nog nodig is, geef het dan voor die"
                                    + " tijd een latere vervaldatum of vervang het.",
                    Kind.EXPIRED,
                            "Een verlopen token werkt niet. Met een latere vervaldatum werkt het weer. Verwijder het als het"
                                    + " niet meer nodig is.",
                    Kind.UNUSED,
                            "Een token dat voor die tijd wordt gebruikt, blijft ingeschakeld. Verwijder het als het niet meer"
                                    + " nodig is.",
                    Kind.DISABLED,
                            "Een uitgeschakeld token werkt niet totdat het weer wordt ingeschakeld. Verwijder het als het"
                                    + " niet meer nodig is."),
            Map.of(Kind.EXPIRING, "Verloopt op", Kind.EXPIRED, "Verlopen op", Kind.UNUSED, "Uitgeschakeld vanaf"),
            Plural.of("nog {n} dag", "nog {n} dagen"),
            "Project",
            "Laatst gebruikt",
            "nooit",
            Plural.of("en nog {n} andere", "en nog {n} andere"),
            "Alle tokens van {owner}",
            "U ontvangt dit bericht omdat uw adres het e-mailadres van de gebruiker {owner} in Tokenry is. Wilt u deze"
                    + " berichten niet meer ontvangen, vraag dan een beheerder het adres bij de gebruiker te verwijderen.");

    private static final NoticeTexts RUSSIAN = new NoticeTexts(
            Language.RUSSIAN,
            "Здравствуйте, {name}!",
            "Здравствуйте!",
            "Владелец: {owner}, среда: {environment}",
            Map.of(
                    Kind.EXPIRING,
                            new Plural(
                                    "{n} токен скоро истечёт", "{n} токена скоро истекут", "{n} токенов скоро истекут"),
                    Kind.EXPIRED, new Plural("{n} токен истёк", "{n} токена истекли", "{n} токенов истекли"),
                    Kind.UNUSED,
                            new Plural(
                                    "{n} неиспользуемый токен будет отключён",
                                    "{n} неиспользуемых токена будут отключены",
                                    "{n} неиспользуемых токенов будут отключены"),
                    Kind.DISABLED,
                            new Plural(
                                    "{n} неиспользуемый токен отключён",
                                    "{n} неиспользуемых токена отключены",
                                    "{n} неиспользуемых токенов отключены")),
            new Plural(
                    "{n} токен требует вашего внимания",
                    "{n} токена требуют вашего внимания",
                    "{n} токенов требуют вашего внимания"),
            Map.of(
                    Kind.EXPIRING,
                            "Истёкший токен не работает. Если токен ещё нужен, заранее продлите срок его действия или замените"
                                    + " его.",
                    Kind.EXPIRED,
                            "Истёкший токен не работает. Если продлить срок его действия, он снова заработает. Если токен"
                                    + " больше не нужен, удалите его.",
                    Kind.UNUSED,
                            "Токен, который будет использован до этого времени, останется включённым. Если токен больше не"
                                    + " нужен, удалите его.",
                    Kind.DISABLED,
                            "Отключённый токен не работает, пока его не включат снова. Если токен больше не нужен, удалите"
                                    + " его."),
            Map.of(Kind.EXPIRING, "Истекает", Kind.EXPIRED, "Истёк", Kind.UNUSED, "Будет отключён"),
            new Plural("остался {n} день", "осталось {n} дня", "осталось {n} дней"),
            "Проект",
            "Последнее использование",
            "не использовался",
            new Plural("и ещё {n}", "и ещё {n}", "и ещё {n}"),
            "Все токены владельца {owner}",
            "Вы получили это письмо, потому что ваш адрес указан в Tokenry как адрес эл. почты пользователя {owner}. Чтобы"
                    + " больше не получать такие письма, попросите администратора удалить адрес у пользователя.");

    static NoticeTexts of(Language language) {
        return switch (language) {
            case ENGLISH -> ENGLISH;
            case DUTCH -> DUTCH;
            case RUSSIAN -> RUSSIAN;
        };
    }
}
