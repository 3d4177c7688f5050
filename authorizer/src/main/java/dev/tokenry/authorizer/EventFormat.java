package dev.tokenry.authorizer;

/** The formats of authorizer events. Each has its response format. */
enum EventFormat {
    /** The {@code REQUEST} authorizer of a REST API. */
    REST_REQUEST,

    /** The {@code TOKEN} authorizer of a REST API. Its events contain the path but not the resource. */
    REST_TOKEN,

    /** The authorizer of an HTTP API with payload format 1.0. */
    HTTP_1,

    /** The authorizer of an HTTP API with payload format 2.0. */
    HTTP_2
}
