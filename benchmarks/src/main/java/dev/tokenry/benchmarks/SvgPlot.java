package dev.tokenry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws plots as SVG. */
final class SvgPlot {

    private static final int WIDTH = 860;
    private static final int LABELS = 330;
    private static final int ROW = 26;
    private static final int TOP = 44;
    private static final List<String> COLORS = List.of(
            "#0f6cbd", "#c4501b", "#2d7d46", "#7a3e9d", "#b8860b", "#00838f", "#ad1457", "#5d4037", "#546e7a",
            "#827717", "#283593");

    /**
     * A bar, with a line for its spread.
     *
     * @param low the lower end of the spread
     * @param high the upper end of the spread
     */
    record Bar(String label, double value, double low, double high) {}

    private SvgPlot() {}

    /** Draws horizontal bars. */
    static String bars(String title, String unit, List<Bar> bars) {
        double max = bars.stream()
                .mapToDouble(bar -> Math.max(bar.value, bar.high))
                .max()
                .orElse(1);
        double scale = (WIDTH - LABELS - 90) / max;
        StringBuilder svg = start(title, TOP + ROW * bars.size() + 12);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + ROW * i;
            text(svg, LABELS - 10, y + 15, "end", bar.label);
            svg.append(element(
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                    LABELS, y + 2, bar.value * scale, ROW - 8, COLORS.getFirst()));
            svg.append(element(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#333\" stroke-width=\"2\"/>",
                    LABELS + bar.low * scale, LABELS + bar.high * scale, y + 11, y + 11));
            text(
                    svg,
                    (int) (LABELS + Math.max(bar.value, bar.high) * scale) + 8,
                    y + 15,
                    "start",
                    Goal.number(bar.value) + " " + unit);
        }
        return svg.append("</svg>\n").toString();
    }

    /** Draws a line for each series, with logarithmic axes: the distance of 1 and 10 is that of 10 and 100. */
    static String lines(String title, String xUnit, Map<String, Map<Integer, Double>> series) {
        int height = 300;
        int left = 50;
        int right = WIDTH - LABELS;
        double maxX = series.values().stream()
                .flatMap(points -> points.keySet().stream())
                .mapToDouble(x -> Math.log10(x))
                .max()
                .orElse(1);
        double minX = series.values().stream()
                .flatMap(points -> points.keySet().stream())
                .mapToDouble(x -> Math.log10(x))
                .min()
                .orElse(0);
        double maxY = series.values().stream()
                .flatMap(points -> points.values().stream())
                .mapToDouble(SvgPlot::log)
                .max()
                .orElse(1);
        StringBuilder svg = start(title, TOP + height + 40);
        List<Integer> ticks = series.values().stream()
                .flatMap(points -> points.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        double spanX = Math.max(maxX - minX, 1e-9);
        for (int tick : ticks) {
            double x = left + (Math.log10(tick) - minX) / spanX * (right - left);
            text(svg, (int) x, TOP + height + 22, "middle", String.format(Locale.ROOT, "%,d", tick));
        }
        text(svg, right, TOP + height + 38, "end", xUnit);
        for (int y = 1; log(y) <= maxY; y *= 10) {
            text(svg, left - 6, (int) (TOP + height - log(y) / maxY * height) + 4, "end", String.valueOf(y));
        }
        List<String> names = new ArrayList<>(series.keySet());
        for (int i = 0; i < names.size(); i++) {
            String color = COLORS.get(i % COLORS.size());
            String points = series.getOrDefault(names.get(i), Map.of()).entrySet().stream()
                    .map(point -> element(
                            "%.1f,%.1f",
                            left + (Math.log10(point.getKey()) - minX) / spanX * (right - left),
                            TOP + height - log(point.getValue()) / maxY * height))
                    .collect(Collectors.joining(" "));
            svg.append(
                    element("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, color));
            svg.append(element(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                    right + 24, TOP + ROW * i, color));
            text(svg, right + 44, TOP + ROW * i + 11, "start", names.get(i));
        }
        return svg.append("</svg>\n").toString();
    }

    /** Returns 0 for values below one. */
    private static double log(double value) {
        return Math.log10(Math.max(value, 1));
    }

    private static StringBuilder start(String title, int height) {
        StringBuilder svg = new StringBuilder(element(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" role=\"img\" aria-label=\"%s\">\n<rect width=\"100%%\" height=\"100%%\""
                        + " fill=\"#fff\"/>\n",
                WIDTH, height, escape(title)));
        svg.append(element("<text x=\"12\" y=\"24\" font-weight=\"bold\">%s</text>\n", escape(title)));
        return svg;
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(element("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, escape(text)));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String element(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
