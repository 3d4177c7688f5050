package dev.tokenry.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest states of users and sessions that follow from their events. */
class RecordHistoryTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final String JANE = "user#jane";
    private static final TokenId SESSION = new TokenId("tk0c01", "ABCDEFGHIJKLMNOPQRSTUVWX");
    private static final OwnerName OWNER = OwnerName.of("jane");
    private static final String MANAGES_NONE = """
            {"field": "manageOwnTokens", "from": true, "to": false}""";

    @Test
    void a_user_that_has_changed_is_confirmed_as_before() {
        assertThat(jane(true, true, MANAGES_NONE)).isEqualTo(stored(user(false, true)));
        assertThat(jane(true, false, MANAGES_NONE)).isEqualTo(stored(user(false, false)));
    }

    @Test
    void a_user_is_confirmed_by_an_event() {
        assertThat(jane(true, false, "{\"field\": \"confirmed\", \"to\": true}"))
                .isEqualTo(stored(user(true, true)));
    }

    /** Events do not tell who can no longer sign in as the user. */
    @Test
    void a_user_with_other_identities_is_not_known() {
        assertThat(jane(true, true, "{\"field\": \"identities\", \"omitted\": true}"))
                .isEqualTo(new StoredRecord.UnreadableUser(JANE, OWNER));
    }

    /** Otherwise the tokens of the owner could manage tokens: without a record of the user, nothing restricts them. */
    @Test
    void a_user_that_the_restored_table_does_not_have_and_events_do_not_tell_is_unreadable() throws Exception {
        StoredEvent unparsed = new StoredEvent(JANE, "unparsed", 0, JSON.readTree("{\"changes\": []}"));
        StoredEvent created = event(JANE, "{\"field\": \"enabled\", \"to\": true}");
        for (List<StoredEvent> events : List.of(List.of(created), List.of(unparsed), List.of(created, unparsed))) {
            assertThat(new RecordHistory(JANE, null).replay(events))
                    .isEqualTo(new StoredRecord.UnreadableUser(JANE, OWNER));
        }
    }

    @Test
    void a_record_that_events_do_not_tell_is_unreadable() throws Exception {
        StoredEvent unparsed = new StoredEvent("project#web", "unparsed", 0, JSON.readTree("{\"changes\": []}"));

        assertThat(new RecordHistory("project#web", null).replay(List.of(unparsed)))
                .isEqualTo(new StoredRecord.Unreadable("project#web"));
    }

    @Test
    void a_session_that_was_disabled_is_the_same_session() {
        assertThat(history(session(true))
                        .replay(List.of(
                                event(SESSION.value(), "{\"field\": \"enabled\", \"from\": true, \"to\": false}"))))
                .isEqualTo(stored(session(false)));
    }

    /** The restored table has the change that the event tells. */
    @Test
    void a_session_is_not_another_one_because_it_was_created_again_by_the_replay() {
        assertThat(
                        history(session(true))
                                .replay(
                                        List.of(
                                                event(
                                                        SESSION.value(),
                                                        "{\"field\": \"trust\", \"to\": \"console\"}, {\"field\": \"maxCreatedDays\", \"to\": 90}"))))
                .isEqualTo(stored(session(true)));
    }

    private static StoredRecord jane(boolean managesOwn, boolean confirmed, String change) {
        return new RecordHistory(JANE, stored(user(managesOwn, confirmed))).replay(List.of(event(JANE, change)));
    }

    private static RecordHistory history(Token session) {
        return new RecordHistory(SESSION.value(), stored(session));
    }

    private static User user(boolean managesOwn, boolean confirmed) {
        return new User(OWNER, User.FIRST_ID, null, null, true, Scopes.NONE, managesOwn, List.of(), 1)
                .withConfirmed(confirmed);
    }

    private static Token session(boolean enabled) {
        return new Token(
                SESSION,
                new TokenOrigin(OWNER, "id", OWNER, null, true, false, new ExchangeOrigin("console", "s-1", 90), NOW),
                new TokenSettings("console ABCDEFGH", null, enabled, Scopes.NONE, NOW.plusSeconds(3600), null),
                SecretDigests.initial(new SecretDigest(1, new byte[SecretDigest.BYTES])),
                null,
                1);
    }

    private static StoredRecord stored(User user) {
        return new StoredRecord.StoredUser(JANE, user);
    }

    private static StoredRecord stored(Token token) {
        return new StoredRecord.StoredToken(SESSION.value(), token);
    }

    private static StoredEvent event(String key, String changes) {
        try {
            return new StoredEvent(key, "changed", 2, JSON.readTree("{\"changes\": [" + changes + "]}"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
