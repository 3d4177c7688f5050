package dev.tokenry.functions.http;

/** A body that is already text, such as a document that the build created. */
record TextBody(String contentType, String text) {}
