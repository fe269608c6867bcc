package io.github.dl4jdropout.examples.data.synthetic;

/** A square sheet of pixels on which a round pen draws curves, with soft edges. Pixel (c, r) has its centre at x = c, y = r. */
final class Ink {
    private final int side;
    private final double[] coverage;

    Ink(int side) {
        this.side = side;
        this.coverage = new double[side * side];
    }

    /** Draws a curve x, y, x, y, … in pixels. Ink over ink is no darker. */
    void draw(double[] curve, double width) {
        for (int i = 0; i + 3 < curve.length; i += 2) {
            drawSegment(curve[i], curve[i + 1], curve[i + 2], curve[i + 3], width / 2);
        }
    }

    private void drawSegment(double x0, double y0, double x1, double y1, double radius) {
        double reach = radius + 0.5;
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length2 = dx * dx + dy * dy;
        int top = (int) Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
        int bottom = (int) Math.min(side - 1, Math.floor(Math.max(y0, y1) + reach));
        int left = (int) Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
        int right = (int) Math.min(side - 1, Math.floor(Math.max(x0, x1) + reach));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double t = length2 == 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length2;
                t = Math.max(0, Math.min(1, t));
                double ex = x - x0 - t * dx;
                double ey = y - y0 - t * dy;
                double covered = Math.min(1, reach - Math.sqrt(ex * ex + ey * ey));
                int at = y * side + x;
                coverage[at] = Math.max(coverage[at], covered);
            }
        }
    }

    /** How much of each pixel is covered, 0 to 1, row by row. */
    double[] coverage() {
        return coverage;
    }
}
