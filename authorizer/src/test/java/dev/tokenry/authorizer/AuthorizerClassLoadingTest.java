package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cold start of the authorizer delays a request, and each class that it loads adds to the delay. */
class AuthorizerClassLoadingTest {

    @Test
    void authorizer_loads_no_classes_of_administration_and_of_the_http_layer() throws ReflectiveOperationException {
        RecordingLoader loader = new RecordingLoader();
        Runnable coldStart = (Runnable) loader.loadClass(ColdStart.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        coldStart.run();

        assertThat(loader.loaded)
                .contains("dev.tokenry.authorization.Authorizer", "dev.tokenry.authentication.Authenticator")
                .noneMatch(name -> name.startsWith("dev.tokenry.administration.")
                        || name.startsWith("dev.tokenry.functions.http.")
                        || name.startsWith("dev.tokenry.functions.resource."));
    }

    /** Creates the authorizer as the runtime does. Without reflection, which loads more than is used. */
    public static final class ColdStart implements Runnable {

        private static final Map<String, String> VARIABLES = Map.of(
                "TABLE_NAME", "tokens",
                "RETENTION_DAYS", "90",
                "TOKEN_PREFIX", "tk0c01",
                "ACCEPTED_PREFIXES", "tk0c01",
                "PEPPER_KEYS", "1=arn:aws:kms:eu-central-1:123456789012:key/one",
                "PEPPER_WRITE_VERSION", "1",
                "ROUTE_RULES", "GET /v2/apiTokens authenticated",
                "AUTHORIZER_RESULT_TTL", "0",
                "STACK_NAME", "tokenry",
                "AWS_REGION", "eu-central-1");

        public ColdStart() {}

        @Override
        public void run() {
            assertThat(new AuthorizeHandler(AuthorizerWiring.from(VARIABLES))).isNotNull();
        }
    }

    /** Defines the classes of the product instead of its parent, and records those that are loaded. */
    private static final class RecordingLoader extends ClassLoader {

        private final List<String> loaded = new ArrayList<>();

        RecordingLoader() {
            super(AuthorizerClassLoadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.tokenry.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> existing = findLoadedClass(name);
                return existing == null ? define(name) : existing;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                loaded.add(name);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
