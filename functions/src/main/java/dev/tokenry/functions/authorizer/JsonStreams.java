package dev.tokenry.functions.authorizer;

import com.fasterxml.jackson.core.JsonFactory;

/** Reads and writes JSON as a stream; one factory for all, because each has tables of its own to fill. */
final class JsonStreams {

    static final JsonFactory FACTORY = new JsonFactory();

    private JsonStreams() {}
}
