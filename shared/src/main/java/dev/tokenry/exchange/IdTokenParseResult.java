package dev.tokenry.exchange;

/** The result of parsing the text of an id token. */
public sealed interface IdTokenParseResult permits UnverifiedIdToken, RejectedIdToken {}
