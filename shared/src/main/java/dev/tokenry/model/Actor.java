package dev.tokenry.model;

/** Who performs an administrative operation: a token on behalf of its owner, or an AWS principal that IAM admitted. */
public sealed interface Actor permits TokenActor, IamActor {}
