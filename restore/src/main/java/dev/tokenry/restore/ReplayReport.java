package dev.tokenry.restore;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Counts what a replay found, with the keys of records that may need attention. Contains no secret and no digest. */
final class ReplayReport {

    private final Map<Finding, Set<String>> keys = new EnumMap<>(Finding.class);
    private int writes;

    void add(String key, Set<Finding> findings) {
        findings.forEach(finding ->
                keys.computeIfAbsent(finding, each -> new TreeSet<>()).add(key));
    }

    void addWrite() {
        writes++;
    }

    int writes() {
        return writes;
    }

    Set<String> keys(Finding finding) {
        return keys.getOrDefault(finding, Set.of());
    }

    /** Returns whether another run could bring over more. */
    boolean isIncomplete() {
        return keys.containsKey(Finding.CHANGED_MEANWHILE);
    }

    List<String> lines() {
        return Stream.concat(
                        keys.entrySet().stream().flatMap(entry -> lines(entry.getKey(), entry.getValue())),
                        Stream.of("records written: " + writes))
                .toList();
    }

    private static Stream<String> lines(Finding finding, Set<String> keys) {
        String count = keys.size() + " " + finding.text();
        return finding.needsAttention()
                ? Stream.concat(Stream.of(count), keys.stream().map(key -> "  " + key))
                : Stream.of(count);
    }
}
