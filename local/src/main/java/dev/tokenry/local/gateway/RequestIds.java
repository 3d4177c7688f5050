package dev.tokenry.local.gateway;

import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The two ids that API Gateway gives to a request. */
record RequestIds(String requestId, String extendedRequestId) {

    static RequestIds next() {
        byte[] random = new byte[11];
        ThreadLocalRandom.current().nextBytes(random);
        return new RequestIds(
                UUID.randomUUID().toString(), Base64.getUrlEncoder().encodeToString(random));
    }

    Answer ofRestApi(Answer answer) {
        return answer.with("x-amzn-RequestId", requestId).with("x-amz-apigw-id", extendedRequestId);
    }

    /** An HTTP API knows one of them, in the short form. */
    Answer ofHttpApi(Answer answer) {
        return answer.with("apigw-requestid", extendedRequestId);
    }
}
