package dev.tokenry.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates like those of AWS: an RSA-2048 leaf, which an intermediate authority has signed, and a root that clients
 * trust besides all others of the machine.
 *
 * @param keyStore the leaf with its chain
 * @param trustStore for the JVM: its own authorities and the root
 * @param bundle for OpenSSL and its relatives: the authorities of the system and the root
 * @param root the root alone, for clients that have all other authorities built in
 */
record TlsFiles(Path keyStore, Path trustStore, Path bundle, Path root) {

    private static final String PASSWORD = "changeit";

    /** Where Linux distributions have the authorities of the system; {@code aws-crt} looks there as well. */
    static final List<Path> SYSTEM_BUNDLES =
            List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"));

    static TlsFiles in(Path directory) {
        return new TlsFiles(
                directory.resolve("server.p12"),
                directory.resolve("trust.p12"),
                directory.resolve("bundle.pem"),
                directory.resolve("root.pem"));
    }

    /** Creates the files in this directory. */
    static TlsFiles create(Path directory) throws IOException, InterruptedException {
        TlsFiles files = in(directory);
        generate(files.keyStore, "root", "-ext", "bc:c");
        generate(files.keyStore, "intermediate", "-signer", "root", "-ext", "bc:c");
        generate(files.keyStore, "leaf", "-signer", "intermediate", "-ext", "san=dns:localhost,ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-alias", "root", "-keystore", files.keyStore, "-file", files.root);
        Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), files.trustStore);
        keytool("-importcert", "-noprompt", "-alias", "benchmarks", "-keystore", files.trustStore, "-file", files.root);
        StringBuilder bundle = new StringBuilder();
        for (Path system : SYSTEM_BUNDLES.stream().filter(Files::exists).toList()) {
            bundle.append(Files.readString(system, StandardCharsets.US_ASCII));
        }
        Files.writeString(files.bundle, bundle.append(Files.readString(files.root, StandardCharsets.US_ASCII)));
        return files;
    }

    /** Returns the options of a JVM that trusts the root. */
    List<String> jvmOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** Returns the context of a server with the leaf. */
    SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        KeyStore leaf = KeyStore.getInstance("PKCS12");
        leaf.load(null, null);
        Certificate[] chain = all.getCertificateChain("leaf");
        // Servers do not send the root.
        leaf.setKeyEntry(
                "leaf",
                all.getKey("leaf", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                Arrays.copyOf(chain, chain.length - 1));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(leaf, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Returns the context of a client that trusts the root. */
    SSLContext clientContext() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(trustStore.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void generate(Path keyStore, String alias, String... options)
            throws IOException, InterruptedException {
        Object[] command = new Object[options.length + 12];
        Object[] common = {
            "-genkeypair",
            "-alias",
            alias,
            "-dname",
            "CN=" + alias,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-keystore",
            keyStore,
            "-v"
        };
        System.arraycopy(common, 0, command, 0, common.length);
        System.arraycopy(options, 0, command, common.length, options.length);
        keytool(command);
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }
}
