package io.github.dl4jdropout.examples.data.synthetic;

/**
 * The uniform Catmull-Rom spline through a list of points (Catmull, Rom, "A class of local interpolating splines", 1974).
 * A point given twice makes the curve arrive there and leave anew: a corner.
 */
final class SmoothCurve {
    private static final int STEPS = 6;

    private SmoothCurve() {}

    /** Points x, y, x, y, … along the curve, the given ones among them. */
    static double[] through(double[] points) {
        int n = points.length / 2;
        double[] curve = new double[2 * ((n - 1) * STEPS + 1)];
        for (int span = 0; span < n - 1; span++) {
            for (int step = 0; step < STEPS; step++) {
                double t = step / (double) STEPS;
                int at = 2 * (span * STEPS + step);
                curve[at] = between(points, span, 0, t);
                curve[at + 1] = between(points, span, 1, t);
            }
        }
        System.arraycopy(points, points.length - 2, curve, curve.length - 2, 2);
        return curve;
    }

    private static double between(double[] points, int span, int axis, double t) {
        int last = points.length / 2 - 1;
        double before = points[2 * Math.max(0, span - 1) + axis];
        double from = points[2 * span + axis];
        double to = points[2 * (span + 1) + axis];
        double after = points[2 * Math.min(last, span + 2) + axis];
        double linear = to - before;
        double quadratic = 2 * before - 5 * from + 4 * to - after;
        double cubic = 3 * (from - to) + after - before;
        return from + t * (linear + t * (quadratic + t * cubic)) / 2;
    }
}
