package dev.tokenry.functions.http;

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
public final class DirectInvocation {

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    private final ObjectNode event;
    private final Consumer<String> log;

    private DirectInvocation(ObjectNode event, Consumer<String> log) {
        this.event = event;
        this.log = log;
    }

    /** @throws IOException when the event is no JSON object, or one that says something twice */
    public static DirectInvocation parse(InputStream event, Consumer<String> log) throws IOException {
        try {
            return new DirectInvocation(StrictJson.parseObject(new String(event.readAllBytes(), StandardCharsets.UTF_8)), log);
        } catch (StrictJson.MalformedJsonException e) {
            throw new IOException("The event is not one to read: " + e.getMessage(), e);
        }
    }

    public static byte[] serialize(Object json) {
        return StrictJson.write(json).getBytes(StandardCharsets.UTF_8);
    }

    public boolean has(String name) {
        return event.has(name);
    }

    public Optional<String> string(String name) {
        return Optional.ofNullable(event.path(name).textValue());
    }

    /**
     * What is told of an object in the event; nothing when there is none.
     *
     * @param stringTyped which fields of it are numbers or flags that their sender can only write as strings
     */
    public JsonBody body(String name, Set<String> stringTyped) {
        ObjectNode object = event.path(name) instanceof ObjectNode existing ? existing.deepCopy() : event.objectNode();
        for (String field : stringTyped) {
            if (object.path(field).isTextual()) {
                object.set(field, parseStringTyped(object.path(field)));
            }
        }
        return new JsonBody(object);
    }

    /** Does what the event asks for; what goes wrong is answered in the error envelope. */
    public Object respond(Function<JsonBody, Object> operation) {
        ApiResponse response = ErrorMapper.mapping(() -> ApiResponse.ok(operation.apply(new JsonBody(event))), log);
        return Objects.requireNonNull(response.body());
    }

    /** Does something; of what goes wrong {@code failed} is told, in one text for the sender of the event. */
    public <T> T orElse(Supplier<T> operation, Function<String, T> onFailure) {
        return ErrorMapper.mappingToText(operation, onFailure, log);
    }

    /** A string that spells a number or a flag as JSON does, as that; any other stays what it is, to be refused. */
    private static JsonNode parseStringTyped(JsonNode value) {
        return switch (value.textValue()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case String number when INTEGER.matcher(number).matches() -> IntNode.valueOf(Integer.parseInt(number));
            default -> value;
        };
    }
}
