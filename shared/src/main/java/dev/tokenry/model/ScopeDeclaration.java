package dev.tokenry.model;

/** The declaration of an own scope by the stack of an API. */
public record ScopeDeclaration(Scope scope, String description) {}
