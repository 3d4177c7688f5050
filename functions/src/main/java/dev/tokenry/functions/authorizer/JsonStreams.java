package dev.tokenry.functions.authorizer;

import com.fasterxml.jackson.core.JsonFactory;

/** The JSON factory for streams. It is shared, because each factory builds symbol tables of its own. */
final class JsonStreams {

    static final JsonFactory FACTORY = new JsonFactory();

    private JsonStreams() {}
}
