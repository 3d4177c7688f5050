package dev.tokenry.functions.console;

import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.error.ApiException;
import java.util.Map;

/** Serves the web console to anyone: it holds nothing secret, and asks the API for all that it shows. */
public final class ConsoleHandler extends ApiHandler {

    private final Site site;

    public ConsoleHandler() {
        this(Site.packaged());
    }

    ConsoleHandler(Site site) {
        this.site = site;
    }

    @Override
    protected ApiResponse handle(ApiRequest request) {
        request.rejectTokenValues();
        return request.proxyPath()
                .map(path -> below(request.hasTrailingSlash() && !path.endsWith("/") ? path + "/" : path))
                // Relative: whatever the address of the API is, it stays.
                .orElseGet(() -> request.hasTrailingSlash() ? site.page(View.FIRST) : ApiResponse.redirect("console/"));
    }

    @Override
    protected Map<String, String> headers() {
        return BrowserRules.HEADERS;
    }

    private ApiResponse below(String path) {
        return site.file(path).or(() -> View.at(path).map(site::page)).orElseThrow(ApiException.NotFoundException::new);
    }
}
