package dev.tokenry.model;

/** An authenticated token that performs an operation through the API. */
public record TokenActor(Principal principal, RequestInfo request) implements Actor {}
