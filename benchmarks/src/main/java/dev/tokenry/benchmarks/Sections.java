package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Options.Section;
import java.util.Locale;
import java.util.Set;

/** Runs the sections that were asked for. One that fails does not lose the results of the others. */
final class Sections {

    /** What a section measures. */
    interface Measurement {
        void measure() throws Exception;
    }

    private final Set<Section> wanted;
    private boolean failed;

    Sections(Set<Section> wanted) {
        this.wanted = wanted;
    }

    void run(Section section, Measurement measurement) throws InterruptedException {
        if (!wanted.contains(section)) {
            return;
        }
        System.out.println("section: " + section.name().toLowerCase(Locale.ROOT));
        try {
            measurement.measure();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failed = true;
            e.printStackTrace();
        }
    }

    boolean hasFailed() {
        return failed;
    }
}
