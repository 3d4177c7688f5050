package dev.tokenry.benchmarks.peers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Issues opaque access tokens for client credentials, and introspects them. Tokens are in memory, as by default. */
@SpringBootApplication
public class AuthorizationServer {

    public static void main(String[] arguments) {
        SpringApplication.run(AuthorizationServer.class, arguments);
    }
}
