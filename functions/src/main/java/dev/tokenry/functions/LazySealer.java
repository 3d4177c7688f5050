package dev.tokenry.functions;

import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.SecretDigest;
import java.util.function.Supplier;

/** A sealer that is created when it is first needed. */
record LazySealer(Supplier<RecordSealer> sealer) implements RecordSealer {

    @Override
    public SecretDigest seal(String key, String text) {
        return sealer.get().seal(key, text);
    }

    @Override
    public boolean isIntact(String key, String text, SecretDigest seal) {
        return sealer.get().isIntact(key, text, seal);
    }
}
