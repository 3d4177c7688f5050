package dev.tokenry.functions.notfound;

import dev.tokenry.error.ApiException;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;

/**
 * Responds to unknown paths and methods with 404, without authentication. It replaces the response of API Gateway,
 * which can echo the {@code Authorization} header.
 */
public final class NotFoundHandler extends ApiHandler {

    @Override
    protected ApiResponse handle(ApiRequest request) {
        throw new ApiException.NotFoundException();
    }
}
