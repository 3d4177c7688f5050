package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.lang.reflect.Type;

/** Chooses a serializer for a handler's type by the same rule as the managed runtime. */
final class Serializers {

    private Serializers() {}

    @SuppressWarnings("unchecked")
    static PojoSerializer<Object> of(Type type) {
        if (type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
            return (PojoSerializer<Object>)
                    LambdaEventSerializers.serializerFor(event, Serializers.class.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
