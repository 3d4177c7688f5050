package dev.tokenry.authorizer.json;

import com.fasterxml.jackson.core.JsonFactory;

/** The JSON factory for streams. It is shared, because each factory builds symbol tables of its own. */
public final class JsonStreams {

    public static final JsonFactory FACTORY = new JsonFactory();

    private JsonStreams() {}
}
