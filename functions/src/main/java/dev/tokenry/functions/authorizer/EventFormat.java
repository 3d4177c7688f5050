package dev.tokenry.functions.authorizer;

/** Which kind of API Gateway asks, and so which answer it understands. */
enum EventFormat {
    /** A REST API's {@code REQUEST} authorizer. */
    REST_REQUEST,

    /** A REST API's {@code TOKEN} authorizer: it is told of no route, only of the path. */
    REST_TOKEN,

    /** An HTTP API's authorizer with payload format 1.0. */
    HTTP_1,

    /** An HTTP API's authorizer with payload format 2.0. */
    HTTP_2
}
