package dev.tokenry.emulator.oidc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions of browsers with one provider, in memory. The oldest makes room for a new one. */
final class SignInSessions {

    static final String COOKIE = "oidc_session";

    private static final int MAX_SESSIONS = 1_000;

    private final Map<String, SignInSession> byId = new LinkedHashMap<>();

    /** Returns the id of the session, which only the browser has. */
    synchronized String add(SignInSession session) {
        if (byId.size() >= MAX_SESSIONS) {
            byId.remove(byId.keySet().iterator().next());
        }
        String id = RandomIds.create();
        byId.put(id, session);
        return id;
    }

    /** Returns the session of a browser with these cookies. */
    synchronized Optional<SignInSession> find(List<String> cookies) {
        return cookies.stream()
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .findFirst();
    }

    synchronized void remove(List<String> cookies) {
        cookies.forEach(byId::remove);
    }
}
