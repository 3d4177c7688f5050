package dev.tokenry.functions.signin;

import dev.tokenry.administration.SignInReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.PublicApiHandler;
import dev.tokenry.functions.resource.KeyFetches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells every caller by which issuers people can sign in. */
public final class SignInHandler extends PublicApiHandler {

    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    /** A response, which is kept because every caller can ask for it as often as it likes. */
    private record Remembered(ApiResponse response, Instant until) {}

    private final String stack;
    private final KeyFetches keyFetches;
    private final SignInReader reader;
    private final InstantSource clock;
    private volatile @Nullable Remembered last;

    public SignInHandler() {
        this(Wiring.fromEnvironment());
    }

    public SignInHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        stack = wiring.stackName();
        keyFetches = new KeyFetches(wiring.keyFetcher());
        reader = wiring.signInReader(keyFetches);
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse respond(ApiRequest request) {
        Instant now = clock.instant();
        Remembered current = last;
        if (current == null || !now.isBefore(current.until())) {
            current = new Remembered(ApiResponse.ok(Map.of("issuers", readIssuers(request))), now.plus(MAX_AGE));
            last = current;
        }
        // Caches keep it no longer than this environment does.
        long left = Duration.between(now, current.until()).toSeconds();
        return current.response().withHeader("Cache-Control", "max-age=" + left);
    }

    private List<Map<String, Object>> readIssuers(ApiRequest request) {
        try {
            return reader.list().stream().map(SignInJson::of).toList();
        } finally {
            Map<String, Integer> fetches = keyFetches.takeCounts();
            if (!fetches.isEmpty()) {
                request.logMetrics(stack, fetches, Map.of(), clock);
            }
        }
    }
}
