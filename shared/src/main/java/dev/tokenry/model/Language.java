package dev.tokenry.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A language of the console and of notices. */
public enum Language {
    ENGLISH("en"),
    DUTCH("nl"),
    RUSSIAN("ru");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** Returns the ISO 639 code. */
    public String code() {
        return code;
    }

    public static Optional<Language> parse(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(Language::code).toList();
    }
}
