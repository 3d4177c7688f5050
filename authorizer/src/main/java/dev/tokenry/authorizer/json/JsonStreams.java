package dev.tokenry.authorizer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The JSON factory for streams. It is shared, because each factory builds symbol tables of its own. */
public final class JsonStreams {

    public static final JsonFactory FACTORY = new JsonFactory();

    private JsonStreams() {}

    /** Loads the classes of the parser and the generator, so that no request waits for them. */
    public static void prime() {
        try (JsonParser parser = FACTORY.createParser(new ByteArrayInputStream(new byte[] {'{', '}'}));
                JsonGenerator generator = FACTORY.createGenerator(OutputStream.nullOutputStream())) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
