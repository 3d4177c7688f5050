package dev.tokenry.functions.http;

/** A body that is text of its type already, such as a document that was made by the build. */
record TextBody(String contentType, String text) {}
