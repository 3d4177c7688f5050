package dev.tokenry.model;

/**
 * Who performs an administrative operation: a token on behalf of its owner, an AWS principal that IAM admitted, a
 * caller that has a secret of the token, or an exchange.
 */
public sealed interface Actor permits TokenActor, IamActor, PossessionActor, ExchangeActor {}
