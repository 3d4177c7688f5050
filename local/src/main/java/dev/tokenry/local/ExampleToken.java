package dev.tokenry.local;

import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.model.Limits;
import java.time.Duration;
import java.util.List;

/** The body of a request that creates a token within the limits of the stack. */
final class ExampleToken {

    /** The local stack listens on this machine only. */
    static final List<String> LOCAL_ADDRESSES = List.of("127.0.0.1", "::1");

    private static final Duration LIFETIME = Duration.ofDays(30);

    private ExampleToken() {}

    static String json(Limits limits) {
        boolean needsExpiration = limits.maxTokenLifetime() != null || limits.requireExpiration();
        StringBuilder json = new StringBuilder("{\"name\":\"first\",\"scopes\":[\"apiTokens.read\"]");
        if (needsExpiration && limits.defaultTokenLifetime() == null) {
            json.append(",\"expirationDate\":\"now+")
                    .append(lifetime(limits).toDays())
                    .append("d\"");
        }
        if (limits.requireAllowedIps()) {
            json.append(",\"allowedIps\":").append(EmulatorJson.toString(LOCAL_ADDRESSES));
        }
        return json.append('}').toString();
    }

    private static Duration lifetime(Limits limits) {
        Duration max = limits.maxTokenLifetime();
        return max == null || max.compareTo(LIFETIME) > 0 ? LIFETIME : max;
    }
}
