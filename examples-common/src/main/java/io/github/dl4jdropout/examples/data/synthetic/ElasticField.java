package io.github.dl4jdropout.examples.data.synthetic;

import io.github.dl4jdropout.examples.data.Dice;

/**
 * A smooth random displacement of the plane: a vector for each pixel, drawn uniformly from [-1, 1]², averaged with a
 * Gaussian of standard deviation 4 pixels and multiplied by a strength (P. Simard, D. Steinkraus, J. Platt, "Best
 * practices for convolutional neural networks applied to visual document analysis", ICDAR 2003; they use 34). It is
 * applied to the points of a stroke before the stroke is drawn, so that ink keeps its width. The average is taken at every
 * third pixel only, and is bilinear between: a field so smooth does not show the difference.
 */
final class ElasticField {
    private static final double SIGMA = 4;
    private static final int RADIUS = 10;
    private static final int SPACING = 3;
    private static final double[] KERNEL = kernel();

    private final int nodes;
    private final double[] dx;
    private final double[] dy;

    /** @param side of the square in pixels, one more than a multiple of 3 */
    ElasticField(int side, double strength, Dice dice) {
        this.nodes = (side - 1) / SPACING + 1;
        this.dx = smooth(side, strength, dice);
        this.dy = smooth(side, strength, dice);
    }

    /** Moves the points x, y, x, y, … of a curve in pixels, in place. */
    void displace(double[] points) {
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            points[i] += at(dx, x, y);
            points[i + 1] += at(dy, x, y);
        }
    }

    /** Outside the square the field is that of the border. */
    private double at(double[] field, double x, double y) {
        double cx = Math.max(0, Math.min(nodes - 1.001, x / SPACING));
        double cy = Math.max(0, Math.min(nodes - 1.001, y / SPACING));
        int column = (int) cx;
        int row = (int) cy;
        int i = row * nodes + column;
        double above = field[i] + (cx - column) * (field[i + 1] - field[i]);
        double below = field[i + nodes] + (cx - column) * (field[i + nodes + 1] - field[i + nodes]);
        return above + (cy - row) * (below - above);
    }

    private double[] smooth(int side, double strength, Dice dice) {
        double[] noise = new double[side * side];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = strength * dice.uniform(-1, 1);
        }
        return averagedAndTransposed(averagedAndTransposed(noise, side), side);
    }

    /** One pass of the separable Gaussian along rows of a length, seen at the nodes; rows become columns. */
    private double[] averagedAndTransposed(double[] field, int length) {
        int rows = field.length / length;
        double[] averaged = new double[rows * nodes];
        for (int row = 0; row < rows; row++) {
            for (int node = 0; node < nodes; node++) {
                int centre = node * SPACING;
                double sum = 0;
                for (int c = Math.max(0, centre - RADIUS); c <= Math.min(length - 1, centre + RADIUS); c++) {
                    sum += field[row * length + c] * KERNEL[c - centre + RADIUS];
                }
                averaged[node * rows + row] = sum;
            }
        }
        return averaged;
    }

    private static double[] kernel() {
        double[] kernel = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = StrictMath.exp(-(i - RADIUS) * (i - RADIUS) / (2 * SIGMA * SIGMA));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }
}
