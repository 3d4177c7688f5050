package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.AwsEmulator;
import java.lang.reflect.Field;
import java.util.Map;

/** Makes DynamoDB Local close each shard and open a child, which it otherwise does after four hours. */
public final class ShardRollover {

    private ShardRollover() {}

    public static void roll(AwsEmulator aws) throws ReflectiveOperationException {
        Object handler = aws;
        for (String field : new String[] {"dynamoDb", "server", "server", "serverHandler", "primaryHandler"}) {
            handler = value(handler, field);
        }
        for (Object database : ((Map<?, ?>) value(handler, "dbRequestHandlers")).values()) {
            database.getClass().getMethod("triggerShardRollovers").invoke(database);
        }
    }

    private static Object value(Object target, String name) throws ReflectiveOperationException {
        Field field = find(target.getClass(), name);
        field.setAccessible(true);
        return field.get(target);
    }

    private static Field find(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type + "." + name);
    }
}
