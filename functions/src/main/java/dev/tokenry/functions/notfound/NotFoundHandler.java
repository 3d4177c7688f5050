package dev.tokenry.functions.notfound;

import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.error.ApiException;

/** Says that nothing is there, to anyone. API Gateway's own word for it could quote the Authorization header. */
public final class NotFoundHandler extends ApiHandler {

    @Override
    protected ApiResponse handle(ApiRequest request) {
        throw new ApiException.NotFoundException();
    }
}
