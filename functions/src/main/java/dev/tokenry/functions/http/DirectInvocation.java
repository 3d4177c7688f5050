package dev.tokenry.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The JSON event of a function without a route. Neither the event nor the response is logged. */
public final class DirectInvocation {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,8})([.][0-9]{1,9})?([eE][+-]?[0-9]{1,2})?");

    private final ObjectNode event;
    private final ErrorLog log;

    private DirectInvocation(ObjectNode event, ErrorLog log) {
        this.event = event;
        this.log = log;
    }

    /**
     * @param log receives the lines of the log
     * @param damagedRecords counts the damaged records that make an operation fail
     * @throws IOException when the event is not a JSON object or contains a duplicate key
     */
    public static DirectInvocation parse(InputStream event, Consumer<String> log, DamagedRecords damagedRecords)
            throws IOException {
        try {
            return new DirectInvocation(
                    StrictJson.parseObject(Utf8.decodeText(event.readAllBytes())),
                    new ErrorLog(log, damagedRecords, null));
        } catch (StrictJson.MalformedJsonException e) {
            throw new IOException("The event is not valid: " + e.getMessage(), e);
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
     * Returns an object of the event; an empty one if it is absent.
     *
     * @param stringTyped the fields that are numbers or booleans, which the sender can write only as strings
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

    /** Performs the operation. An error becomes a response in the error envelope. */
    public Object respond(Function<JsonBody, Object> operation) {
        ApiResponse response = ErrorMapper.mapping(() -> ApiResponse.ok(operation.apply(new JsonBody(event))), log);
        return Objects.requireNonNull(response.body());
    }

    /** Performs the operation. {@code onFailure} receives the message of an error. */
    public <T> T orElse(Supplier<T> operation, Function<String, T> onFailure) {
        return ErrorMapper.mappingToText(operation, onFailure, log);
    }

    /**
     * Returns the number or boolean that a string contains in JSON syntax. Any other string is returned, to be
     * rejected.
     */
    private static JsonNode parseStringTyped(JsonNode value) {
        return switch (value.textValue()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case String number when NUMBER.matcher(number).matches() -> DecimalNode.valueOf(new BigDecimal(number));
            default -> value;
        };
    }
}
