package dev.tokenry.functions.console;

import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.OpenEndpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.error.ApiException;
import java.util.Map;

/** Serves the web console to anyone: it holds nothing secret, and asks the API for all that it shows. */
public final class ConsoleHandler extends OpenEndpoint {

    private final Site site;

    public ConsoleHandler() {
        this(Site.packaged());
    }

    ConsoleHandler(Site site) {
        this.site = site;
    }

    @Override
    protected Answer answer(Request request) {
        request.refuseWholeTokens();
        return request.rest()
                .map(path -> below(request.endsWithSlash() && !path.endsWith("/") ? path + "/" : path))
                // Relative: whatever the address of the API is, it stays.
                .orElseGet(() -> request.endsWithSlash() ? site.page(View.FIRST) : Answer.found("console/"));
    }

    @Override
    protected Map<String, String> headers() {
        return BrowserRules.HEADERS;
    }

    private Answer below(String path) {
        return site.file(path).or(() -> View.at(path).map(site::page)).orElseThrow(ApiException.NotFoundException::new);
    }
}
