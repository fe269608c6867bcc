package io.github.dl4jdropout.examples.data.synthetic;

import io.github.dl4jdropout.examples.data.Dice;

/**
 * The affine map from the unit square of a digit to pixels: (x, y) becomes (a·x + b·y + tx, c·x + d·y + ty). As in MNIST
 * the digit fills about 20 × 20 of the 28 × 28 pixels.
 */
record Placement(double a, double b, double c, double d, double tx, double ty) {

    /** Random width and height, slant, turn and place. */
    static Placement random(Dice dice) {
        double width = 20 * dice.uniform(0.6, 1);
        double height = 20 * dice.uniform(0.8, 1.05);
        double slant = dice.normal(0.1, 0.22);
        double angle = dice.normal(0, 0.14);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        // The slant moves the upper end to the right: x grows with -y.
        double a = cos * width;
        double b = -cos * slant * height - sin * height;
        double c = sin * width;
        double d = -sin * slant * height + cos * height;
        double centre = (SyntheticDigits.SIDE - 1) / 2.0;
        double tx = centre + dice.normal(0, 1) - (a + b) / 2;
        double ty = centre + dice.normal(0, 1) - (c + d) / 2;
        return new Placement(a, b, c, d, tx, ty);
    }

    /** Maps the points x, y, x, y, … in place. */
    void apply(double[] points) {
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            points[i] = a * x + b * y + tx;
            points[i + 1] = c * x + d * y + ty;
        }
    }
}
