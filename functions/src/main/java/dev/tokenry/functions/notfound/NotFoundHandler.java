package dev.tokenry.functions.notfound;

import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.OpenEndpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.error.ApiException;

/** Says that nothing is there, to anyone. API Gateway's own word for it could quote the Authorization header. */
public final class NotFoundHandler extends OpenEndpoint {

    @Override
    protected Answer answer(Request request) {
        throw new ApiException.NotFoundException();
    }
}
