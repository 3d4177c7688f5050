package dev.tokenry.functions.authorize;

import com.fasterxml.jackson.core.JsonFactory;

/** Reads and writes JSON as a stream; one factory for all, because each has tables of its own to fill. */
final class Json {

    static final JsonFactory STREAMS = new JsonFactory();

    private Json() {}
}
