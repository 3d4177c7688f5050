package dev.tokenry.benchmarks;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a run has measured. */
final class Results {

    /**
     * The measured value of a goal.
     *
     * @param detail how it came about, such as its quartiles
     */
    record Measured(double value, String detail) {}

    /** What one operation costs in a table of some size, in units of the table and of its indexes. */
    record Units(int tokens, String operation, double table, double indexes) {}

    private final Map<Goal, Measured> goals = new EnumMap<>(Goal.class);
    private final Map<Configuration, List<Sample>> coldStarts = new LinkedHashMap<>();
    private final Map<Stack, Statistics> warm = new LinkedHashMap<>();
    private final Map<String, Statistics> cpu = new LinkedHashMap<>();
    private List<Units> growth = List.of();

    void put(Goal goal, double value, String detail) {
        goals.put(goal, new Measured(value, detail));
    }

    void put(Goal goal, Statistics ratio) {
        put(
                goal,
                ratio.median(),
                Goal.number(ratio.lowerQuartile()) + "–" + Goal.number(ratio.upperQuartile()) + ", n = "
                        + ratio.count());
    }

    Optional<Measured> get(Goal goal) {
        return Optional.ofNullable(goals.get(goal));
    }

    Map<Configuration, List<Sample>> coldStarts() {
        return coldStarts;
    }

    Map<Stack, Statistics> warm() {
        return warm;
    }

    /** Returns CPU times in microseconds by the name of what was executed. */
    Map<String, Statistics> cpu() {
        return cpu;
    }

    List<Units> growth() {
        return growth;
    }

    void setGrowth(List<Units> units) {
        growth = List.copyOf(units);
    }

    List<Goal> missed() {
        return goals.entrySet().stream()
                .filter(entry -> !entry.getKey().isMetBy(entry.getValue().value()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
