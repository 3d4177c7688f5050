package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.io.LoopbackServer;
import dev.tokenry.emulator.io.RequestAuthenticator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Runs DynamoDB Local in this process, for requests of one account. It is started by reflection, so that nothing is
 * compiled against it; its HTTP server is Jetty.
 */
public final class DynamoDbLocalServer implements AutoCloseable {

    // A strong reference: java.util.logging discards the settings of a logger that is garbage-collected.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private final Object server;
    private final URI endpoint;
    private final ChangeSignal changes;

    private DynamoDbLocalServer(Object server, URI endpoint, ChangeSignal changes) {
        this.server = server;
        this.endpoint = endpoint;
        this.changes = changes;
    }

    /** Starts DynamoDB Local with the database in this directory, which must exist. */
    static DynamoDbLocalServer start(AwsAccount account, Path directory) {
        return start(account, "-dbPath", directory.toString());
    }

    /** Starts DynamoDB Local without a directory. Its data is lost when it is closed. */
    public static DynamoDbLocalServer startInMemory(AwsAccount account) {
        return start(account, "-inMemory");
    }

    private static DynamoDbLocalServer start(AwsAccount account, String... storage) {
        silenceLogging();
        try {
            Object server = suppressStdout(() -> create(storage));
            Server jetty = jettyOf(server);
            ChangeSignal changes = new ChangeSignal();
            jetty.insertHandler(new GuardHandler(new RequestAuthenticator(account, "dynamodb"), changes));
            ServerConnector connector = (ServerConnector) jetty.getConnectors()[0];
            // By default it listens on all interfaces.
            connector.setHost(LoopbackServer.HOST);
            connector.setPort(0);
            call(server, "start");
            return new DynamoDbLocalServer(
                    server, URI.create("http://" + LoopbackServer.HOST + ":" + connector.getLocalPort()), changes);
        } catch (ReflectiveOperationException e) {
            throw new EmulatorException("DynamoDB Local does not start: " + reason(e), e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Returns the signal that every write request raises. */
    ChangeSignal changes() {
        return changes;
    }

    @Override
    public void close() {
        try {
            call(server, "stop");
        } catch (ReflectiveOperationException e) {
            throw new EmulatorException("DynamoDB Local does not stop: " + reason(e), e);
        }
    }

    private static Object create(String... storage) throws ReflectiveOperationException {
        // A port is required here; the connector is set to a free port before it opens.
        Stream<String> options = Stream.of("-sharedDb", "-disableTelemetry", "-port", "8000");
        String[] arguments = Stream.concat(Stream.of(storage), options).toArray(String[]::new);
        return Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner")
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static Server jettyOf(Object server) throws ReflectiveOperationException {
        Field jetty = server.getClass().getDeclaredField("server");
        jetty.setAccessible(true);
        return (Server) jetty.get(server);
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** Errors of DynamoDB Local are returned as responses; their stack traces would hide the other output. */
    private static void silenceLogging() {
        // The level cannot be used, because DynamoDB Local sets it when it loads.
        SQLITE.setUseParentHandlers(false);
        setPropertyIfAbsent("log4j.provider", "org.apache.logging.log4j.simple.internal.SimpleProvider");
        setPropertyIfAbsent("org.apache.logging.log4j.simplelog.level", "OFF");
    }

    private static void setPropertyIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private interface ThrowingSupplier {
        Object get() throws ReflectiveOperationException;
    }

    /** DynamoDB Local prints its configuration when it starts. */
    private static synchronized Object suppressStdout(ThrowingSupplier supplier) throws ReflectiveOperationException {
        PrintStream console = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return supplier.get();
        } finally {
            System.setOut(console);
        }
    }

    private static String reason(ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException wrapped ? wrapped.getTargetException() : e;
        return String.valueOf(cause);
    }
}
