package dev.tokenry.local.template;

/** A REST {@code REQUEST} authorizer whose identity source is one header. */
public record Authorizer(String functionId, String header) {}
