package dev.tokenry.functions.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.audit.AuditAction;
import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditChange;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Audit events for tests of their lists, and what tests read from responses. */
final class TestEvents {

    static final AuditActor ADMIN =
            new AuditActor.Token("tk0c01.ADMIN7VOLKGGDXNGK2WJ5GZ4", "admin", "current", "203.0.113.7", "curl/8.5.0");

    private TestEvents() {}

    static AuditEvent ofToken(String id, int minutesAgo, Verb verb, Token token) {
        return of(
                id,
                minutesAgo,
                verb,
                new AuditTarget(
                        Kind.TOKEN,
                        token.id().value(),
                        token.settings().name(),
                        token.origin().owner().spelling(),
                        token.origin().project()));
    }

    static AuditEvent of(String id, int minutesAgo, Verb verb, AuditTarget target) {
        return of(id, minutesAgo, verb, target, new AuditChange.Value("enabled", true, false));
    }

    static AuditEvent of(String id, int minutesAgo, Verb verb, AuditTarget target, AuditChange change) {
        return new AuditEvent(
                id,
                TestStack.NOW.minus(Duration.ofMinutes(minutesAgo)),
                AuditAction.of(target.kind(), verb),
                "patchToken",
                ADMIN,
                target,
                List.of(change),
                "request-1",
                "default",
                3L,
                null);
    }

    static List<String> ids(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        response.json().get("events").forEach(event -> ids.add(event.get("id").textValue()));
        return ids;
    }

    /** Returns the ids of all events, read in pages. */
    static List<String> idsOfPages(TestResponse first, Function<String, TestResponse> nextPage) {
        List<String> ids = new ArrayList<>(ids(first));
        TestResponse page = first;
        while (page.string("nextPageKey") != null) {
            page = nextPage.apply(page.string("nextPageKey"));
            ids.addAll(ids(page));
        }
        return ids;
    }
}
