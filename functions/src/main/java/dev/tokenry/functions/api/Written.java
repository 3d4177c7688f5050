package dev.tokenry.functions.api;

/** A body that is text of its type already, such as a document that was made by the build. */
record Written(String type, String text) {}
