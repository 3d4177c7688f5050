package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.audit.AuditAction;
import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.audit.SampleEvents;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryAuditEventStore;
import dev.tokenry.store.InMemoryProjectStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the history of a deleted token. Anna leads the project web, and may not manage own tokens. */
class TokenHistoryTest {

    private static final String LEAD_ID = "a1";

    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final InMemoryUserStore users = new InMemoryUserStore(tokens);
    private final InMemoryProjectStore projects = new InMemoryProjectStore();
    private final InMemoryAuditEventStore events = new InMemoryAuditEventStore();
    private final TokenHistory history =
            new TokenHistory(events, tokens, new TokenVisibility(users, projects), ScopeCatalogue.builtIn());

    @BeforeEach
    void create_lead() {
        Project web = new Project("web", "bb", null, null, 1);
        projects.insert(web, false, STAMP);
        users.insert(
                new User(
                        OwnerName.of("anna"),
                        LEAD_ID,
                        null,
                        null,
                        true,
                        Scopes.NONE,
                        false,
                        List.of(LedProject.of(web)),
                        1),
                STAMP);
    }

    @ParameterizedTest
    @CsvSource({
        // project of the deleted token, project of the token of the lead
        "web,  ,    true",
        "app,  ,    false",
        ",     ,    false",
        "web,  web, false"
    })
    void lead_reads_the_history_of_tokens_of_the_project(
            @Nullable String project, @Nullable String boundTo, boolean visible) {
        TokenId deleted = deletedToken("1", project);
        TokenActor lead = actor("anna", LEAD_ID, boundTo);

        if (visible) {
            assertThat(history.find(lead, deleted, null, 10).rows()).hasSize(1);
        } else {
            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> history.find(lead, deleted, null, 10));
        }
    }

    @Test
    void user_that_is_created_again_does_not_lead_what_the_former_one_led() {
        TokenId deleted = deletedToken("1", "web");

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> history.find(actor("anna", "c3", null), deleted, null, 10));
    }

    @Test
    void last_owner_and_project_decide() {
        TokenId id = deletedToken("1", "app");
        events.take(List.of(event("2", id, "web")), () -> true);

        assertThat(history.find(actor("anna", LEAD_ID, null), id, null, 10).rows())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11, 1_000})
    void edits_of_a_deleted_record_by_hand_do_not_hide_its_history(int edits) {
        TokenId id = deletedToken("1", "web");
        for (int i = 0; i < edits; i++) {
            events.take(List.of(editByHand(id, SampleEvents.NOW.plusSeconds(1 + i))), () -> true);
        }

        assertThat(history.find(actor("anna", LEAD_ID, null), id, null, 10).rows())
                .hasSize(Math.min(10, 1 + edits));
    }

    /** Nothing of what the token was is left. */
    private static OutgoingEvent editByHand(TokenId id, Instant time) {
        return OutgoingEvent.of(
                new AuditEvent(
                        "edit",
                        time,
                        AuditAction.of(Kind.TOKEN, Verb.DELETED),
                        null,
                        new AuditActor.Unknown(),
                        AuditTarget.of(Kind.TOKEN, id.value()),
                        List.of(),
                        null,
                        "default",
                        null,
                        null),
                SampleEvents.WRITER);
    }

    private TokenId deletedToken(String event, @Nullable String project) {
        TokenId id = new TokenId("tk0c01", "D".repeat(24));
        events.take(List.of(event(event, id, project)), () -> true);
        return id;
    }

    private static OutgoingEvent event(String event, TokenId id, @Nullable String project) {
        AuditActor actor = new AuditActor.Iam("maintenance");
        return SampleEvents.event(event, SampleEvents.NOW, id.value(), actor, Verb.DELETED, project);
    }

    private static TokenActor actor(String owner, String userId, @Nullable String project) {
        return new TokenActor(
                new Principal(
                        new TokenId("tk0c01", "C".repeat(24)),
                        OwnerName.of(owner),
                        userId,
                        project,
                        Scopes.of(Scope.READ_TOKENS),
                        false,
                        SecretGeneration.CURRENT,
                        null,
                        false,
                        null,
                        false),
                new RequestInfo(null, null, null));
    }
}
