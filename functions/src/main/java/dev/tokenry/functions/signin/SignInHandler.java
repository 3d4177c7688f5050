package dev.tokenry.functions.signin;

import dev.tokenry.administration.SignInReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.PublicApiHandler;
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
    private record Remembered(ApiResponse response, Instant at) {}

    private final SignInReader reader;
    private final InstantSource clock;
    private volatile @Nullable Remembered last;

    public SignInHandler() {
        this(Wiring.fromEnvironment());
    }

    public SignInHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        reader = wiring.signInReader();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse respond(ApiRequest request) {
        Instant now = clock.instant();
        Remembered remembered = last;
        if (remembered != null && now.isBefore(remembered.at().plus(MAX_AGE))) {
            return remembered.response();
        }
        List<Map<String, Object>> issuers =
                reader.list().stream().map(SignInJson::of).toList();
        ApiResponse response = ApiResponse.ok(Map.of("issuers", issuers))
                .withHeader("Cache-Control", "max-age=" + MAX_AGE.toSeconds());
        last = new Remembered(response, now);
        return response;
    }
}
