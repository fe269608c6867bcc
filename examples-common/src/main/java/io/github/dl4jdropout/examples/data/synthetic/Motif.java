package io.github.dl4jdropout.examples.data.synthetic;

import java.util.Locale;

/** The ten classes of the synthetic shapes: five figures and five textures, told apart by form and never by colour. */
enum Motif {
    DISC {
        @Override
        double ink(double x, double y) {
            return inside(0.75 - Math.sqrt(x * x + y * y));
        }
    },
    RING {
        @Override
        double ink(double x, double y) {
            return inside(0.22 - Math.abs(Math.sqrt(x * x + y * y) - 0.62));
        }
    },
    SQUARE {
        @Override
        double ink(double x, double y) {
            return inside(0.66 - Math.max(Math.abs(x), Math.abs(y)));
        }
    },
    TRIANGLE {
        @Override
        double ink(double x, double y) {
            // Three edges at the same distance from the centre, their normals 120 degrees apart.
            return inside(0.42 - Math.max(y, Math.abs(x) * 0.8660254 - y / 2));
        }
    },
    CROSS {
        @Override
        double ink(double x, double y) {
            double along = Math.max(Math.abs(x), Math.abs(y));
            double across = Math.min(Math.abs(x), Math.abs(y));
            return inside(Math.min(0.85 - along, 0.22 - across));
        }
    },
    STRIPES {
        @Override
        double ink(double x, double y) {
            return inside(wave(x) * PERIOD / 2 - PERIOD / 4);
        }
    },
    CHECKS {
        @Override
        double ink(double x, double y) {
            double column = 2 * inside(wave(x) * PERIOD / 2 - PERIOD / 4) - 1;
            double row = 2 * inside(wave(y) * PERIOD / 2 - PERIOD / 4) - 1;
            return (1 + column * row) / 2;
        }
    },
    DOTS {
        @Override
        double ink(double x, double y) {
            double u = (1 - wave(x)) * PERIOD / 2;
            double v = (1 - wave(y)) * PERIOD / 2;
            return inside(0.14 - Math.sqrt(u * u + v * v));
        }
    },
    GRID {
        @Override
        double ink(double x, double y) {
            return inside(0.08 - (1 - Math.max(wave(x), wave(y))) * PERIOD / 2);
        }
    },
    RIPPLES {
        @Override
        double ink(double x, double y) {
            return inside(wave(Math.sqrt(x * x + y * y)) * PERIOD / 2 - PERIOD / 4);
        }
    };

    /** Of the textures, where figures are about 1.5 wide. */
    private static final double PERIOD = 0.6;

    /** The width of a soft edge. */
    private static final double EDGE = 0.1;

    /**
     * How much of a point the motif covers, 0 to 1.
     *
     * @param x to the right, the centre of the motif at 0
     * @param y down
     */
    abstract double ink(double x, double y);

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double inside(double depth) {
        return Math.max(0, Math.min(1, 0.5 + depth / EDGE));
    }

    /** A triangle wave: 1 at whole multiples of the period, 0 half way between. */
    private static double wave(double t) {
        double phase = t / PERIOD - Math.floor(t / PERIOD);
        return Math.abs(2 * phase - 1);
    }
}
