package dev.tokenry.functions.console;

import dev.tokenry.error.ApiException;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import java.util.Map;

/**
 * Serves the web console, without authentication. The console contains no secrets; all data that it shows comes from
 * the API.
 */
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
                // A relative location works with every base path of the API.
                .orElseGet(() -> request.hasTrailingSlash()
                        ? assets.indexPage(ViewPath.ROOT)
                        : ApiResponse.redirect("console/"));
    }

    @Override
    protected Map<String, String> headers() {
        return SecurityHeaders.HEADERS;
    }

    private ApiResponse assetOrView(String path) {
        return assets.asset(path)
                .or(() -> ViewPath.parse(path).map(assets::indexPage))
                .orElseThrow(ApiException.NotFoundException::new);
    }
}
