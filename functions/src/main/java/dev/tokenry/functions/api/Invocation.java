package dev.tokenry.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The JSON object that a function without a route is invoked with. Neither it nor its answer is ever logged. */
public final class Invocation {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    private final ObjectNode event;
    private final Consumer<String> log;

    private Invocation(ObjectNode event, Consumer<String> log) {
        this.event = event;
        this.log = log;
    }

    /** @throws IOException when the event is no JSON object, or one that says something twice */
    public static Invocation read(InputStream event, Consumer<String> log) throws IOException {
        try {
            return new Invocation(Json.readObject(new String(event.readAllBytes(), StandardCharsets.UTF_8)), log);
        } catch (Json.Malformed e) {
            throw new IOException("The event is not one to read: " + e.getMessage(), e);
        }
    }

    public static byte[] write(Object json) {
        return Json.write(json).getBytes(StandardCharsets.UTF_8);
    }

    public boolean has(String name) {
        return event.has(name);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(event.path(name).textValue());
    }

    /**
     * What is told of an object in the event; nothing when there is none.
     *
     * @param quoted which fields of it are numbers or flags that their sender can only write as strings
     */
    public Body body(String name, Set<String> quoted) {
        ObjectNode object = event.path(name) instanceof ObjectNode found ? found.deepCopy() : event.objectNode();
        for (String field : quoted) {
            if (object.path(field).isTextual()) {
                object.set(field, unquoted(object.path(field)));
            }
        }
        return new Body(object);
    }

    /** Does what the event asks for; what goes wrong is answered in the error envelope. */
    public Object answer(Function<Body, Object> work) {
        Answer answer = Errors.caught(() -> Answer.ok(work.apply(new Body(event))), log);
        return Objects.requireNonNull(answer.body());
    }

    /** Does something; of what goes wrong {@code failed} is told, in one text for the sender of the event. */
    public <T> T attempt(Supplier<T> work, Function<String, T> failed) {
        return Errors.told(work, failed, log);
    }

    /** A string that spells a number or a flag as JSON does, as that; any other stays what it is, to be refused. */
    private static JsonNode unquoted(JsonNode quoted) {
        return switch (quoted.textValue()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case String text when NUMBER.matcher(text).matches() -> IntNode.valueOf(Integer.parseInt(text));
            default -> quoted;
        };
    }
}
