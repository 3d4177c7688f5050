package dev.tokenry.functions.tokens;

import dev.tokenry.administration.RevokeTokens;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.PublicApiHandler;
import java.util.Map;
import java.util.Optional;

/**
 * Revokes the token values that secret scanning of GitHub reports. The signature is checked before the body is parsed.
 * Without keys of GitHub, the route does not exist.
 */
public final class ReportGitHubLeaksHandler extends PublicApiHandler {

    private static final String KEY_ID = "Github-Public-Key-Identifier";
    private static final String SIGNATURE = "Github-Public-Key-Signature";

    private final Optional<GitHubSigningKeys> configuredKeys;
    private final RevokeTokens revokeTokens;

    public ReportGitHubLeaksHandler() {
        this(Wiring.fromEnvironment());
    }

    public ReportGitHubLeaksHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        configuredKeys = wiring.gitHubSecretScanningKeys().map(GitHubSigningKeys::parse);
        revokeTokens = wiring.revokeTokens();
    }

    @Override
    protected ApiResponse respond(ApiRequest request) {
        GitHubSigningKeys keys = configuredKeys.orElseThrow(ApiException.NotFoundException::new);
        byte[] body = request.rawBody();
        Optional<String> keyId = request.singleHeader(KEY_ID);
        Optional<String> signature = request.singleHeader(SIGNATURE);
        if (keyId.isEmpty() || signature.isEmpty() || !keys.verify(keyId.get(), signature.get(), body)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED, "The request must have a valid signature of GitHub.");
        }
        revokeTokens.execute(request.info(), GitHubReportParser.parse(body));
        return new ApiResponse(202, Map.of(), Map.of());
    }
}
