package dev.tokenry.emulator.packaged;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The runtime interface client of Lambda: what a managed runtime adds to a function.
 *
 * @param nativeLibrary its native part. On its own the client unpacks it to one file of the machine: two processes that
 *     start at the same time would overwrite it for each other.
 */
public record RuntimeInterfaceClient(List<Path> jars, Path nativeLibrary) {

    static final String MAIN_CLASS = AWSLambda.class.getName();

    private static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** Returns the client of the class path, with its native library in this directory. */
    public static RuntimeInterfaceClient unpack(Path directory) throws IOException {
        List<Path> jars = Stream.of(
                        AWSLambda.class,
                        RequestHandler.class,
                        LambdaEventSerializers.class,
                        SdkInternalThreadLocal.class)
                .map(RuntimeInterfaceClient::jarOf)
                .toList();
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = directory.resolve("libaws-lambda-jni.so");
        try (InputStream packaged =
                AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + architecture + ".so")) {
            Files.copy(Objects.requireNonNull(packaged), library);
        }
        return new RuntimeInterfaceClient(jars, library);
    }

    List<String> jvmOptions() {
        return List.of("--enable-native-access=ALL-UNNAMED", "-D" + NATIVE_LIBRARY_PROPERTY + "=" + nativeLibrary);
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
