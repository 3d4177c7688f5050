package dev.tokenry.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StandardErrorLoggerTest {

    @Test
    void of_raw_lines_only_warnings_are_written() {
        assertThat(written(log -> {
                    log.log(bytes("metric"));
                    log.log(bytes("info"), LogLevel.INFO);
                    log.log(bytes("warning\n"), LogLevel.WARN);
                    log.log(bytes("error"), LogLevel.ERROR);
                }))
                .isEqualTo("warning\nerror\n");
    }

    @Test
    void texts_are_written() {
        assertThat(written(log -> log.log("text\r\n"))).isEqualTo("text\n");
    }

    @Test
    void no_text_controls_the_terminal() {
        assertThat(written(log -> log.log("a\u001b[2J\u009b\n\tat b"))).isEqualTo("a?[2J?\n\tat b\n");
    }

    private static String written(Consumer<LambdaLogger> action) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            action.accept(StandardErrorLogger.INSTANCE);
        } finally {
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
