package dev.tokenry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void percentiles_are_interpolated_and_independent_of_the_order() {
        Statistics statistics = Statistics.of(List.of(40.0, 10.0, 30.0, 20.0));

        assertThat(statistics.lowerQuartile()).isEqualTo(17.5);
        assertThat(statistics.median()).isEqualTo(25);
        assertThat(statistics.upperQuartile()).isEqualTo(32.5);
        assertThat(statistics.count()).isEqualTo(4);
    }

    @Test
    void the_99th_percentile_of_101_values_is_the_second_largest() {
        List<Double> values =
                IntStream.rangeClosed(0, 100).mapToObj(Double::valueOf).toList();

        assertThat(Statistics.of(values).p99()).isCloseTo(99, within(1e-9));
    }

    @Test
    void a_single_value_is_all_percentiles() {
        assertThat(Statistics.of(List.of(7.0))).isEqualTo(new Statistics(7, 7, 7, 7, 1));
    }

    @Test
    void an_outlier_does_not_move_the_median() {
        assertThat(Statistics.of(List.of(1.0, 2.0, 1000.0)).median()).isEqualTo(2);
    }

    @Test
    void ratios_are_those_of_the_same_round() {
        // Each round is slower than the one before; the ratio is 2 in all of them.
        List<Double> floor = List.of(10.0, 20.0, 40.0);
        List<Double> measured = DoubleStream.of(20, 40, 80).boxed().toList();

        assertThat(Statistics.ofRatios(measured, floor)).isEqualTo(new Statistics(2, 2, 2, 2, 3));
    }

    @Test
    void values_without_a_partner_are_rejected() {
        assertThatThrownBy(() -> Statistics.ofRatios(List.of(1.0), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
