package dev.tokenry.functions.console;

import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.error.ApiException;
import java.util.Map;

/** Serves the web console to anyone: it holds nothing secret, and asks the API for all that it shows. */
public final class ConsoleHandler extends ApiHandler {

    private final ConsoleAssets assets;

    public ConsoleHandler() {
        this(ConsoleAssets.bundled());
    }

    ConsoleHandler(ConsoleAssets assets) {
        this.assets = assets;
    }

    @Override
    protected ApiResponse handle(ApiRequest request) {
        request.rejectTokenValues();
        return request.proxyPath()
                .map(path -> assetOrView(request.hasTrailingSlash() && !path.endsWith("/") ? path + "/" : path))
                // Relative: whatever the address of the API is, it stays.
                .orElseGet(() -> request.hasTrailingSlash() ? assets.indexPage(ViewPath.ROOT) : ApiResponse.redirect("console/"));
    }

    @Override
    protected Map<String, String> headers() {
        return SecurityHeaders.HEADERS;
    }

    private ApiResponse assetOrView(String path) {
        return assets.asset(path).or(() -> ViewPath.parse(path).map(assets::indexPage)).orElseThrow(ApiException.NotFoundException::new);
    }
}
