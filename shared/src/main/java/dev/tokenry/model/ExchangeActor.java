package dev.tokenry.model;

/**
 * An exchange that gives a token for an id token.
 *
 * @param issuer the name of the record of the issuer that signed the id token
 * @param trust the name of the trust
 * @param subject the {@code sub} of the id token
 */
public record ExchangeActor(String issuer, String trust, String subject, RequestInfo request) implements Actor {}
