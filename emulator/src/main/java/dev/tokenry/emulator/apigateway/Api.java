package dev.tokenry.emulator.apigateway;

import java.util.List;

/** One stage of an API of either kind, as its clients see it. */
sealed interface Api permits RestApi, HttpApi {

    HttpResponse handle(HttpRequest request);

    /** Puts the ids of the request on what is sent back. */
    HttpResponse withRequestIds(HttpResponse response, RequestIds ids);

    List<String> basePaths();
}
