package dev.tokenry.emulator.apigateway;

import java.util.List;

/** A stage of a REST API or an HTTP API. */
sealed interface Api permits RestApi, HttpApi {

    HttpResponse handle(HttpRequest request);

    /** Adds the ids of the request to the response. */
    HttpResponse withRequestIds(HttpResponse response, RequestIds ids);

    List<String> basePaths();
}
