package dev.tokenry.emulator.apigateway;

import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The two ids that API Gateway assigns to a request. */
record RequestIds(String requestId, String extendedRequestId) {

    static RequestIds create() {
        byte[] random = new byte[11];
        ThreadLocalRandom.current().nextBytes(random);
        return new RequestIds(
                UUID.randomUUID().toString(), Base64.getUrlEncoder().encodeToString(random));
    }

    HttpResponse addToRestApiResponse(HttpResponse response) {
        return response.withHeader("x-amzn-RequestId", requestId).withHeader("x-amz-apigw-id", extendedRequestId);
    }

    /** An HTTP API has only one id, in the short form. */
    HttpResponse addToHttpApiResponse(HttpResponse response) {
        return response.withHeader("apigw-requestid", extendedRequestId);
    }
}
