package io.github.dl4jdropout;

/**
 * The place where dropout rescales: a factor for kept values in training, and a factor for all values at inference. With
 * {@link #UPSCALE_IN_TRAIN} and {@link #DOWNSCALE_IN_INFER} the expectation is the same in both; with the others it is not.
 *
 * <p>The table is on the {@linkplain io.github.dl4jdropout package page}. This enum is the only place where a rate becomes
 * a factor.
 */
public enum Scaling {
    /**
     * Inverted dropout: training x · keep / (1 - rate), inference x. The expectation is the same in both. PyTorch, Keras,
     * Flax and Deeplearning4j's built-in dropout compute this; it is Paddle's default.
     */
    UPSCALE_IN_TRAIN {
        @Override
        public double trainFactor(double rate) {
            return inverse(rate);
        }

        @Override
        public double inferFactor(double rate) {
            return 1.0;
        }
    },

    /**
     * The original: training x · keep, inference x · (1 - rate). The expectation is the same in both. G. E. Hinton et al.,
     * <cite>Improving neural networks by preventing co-adaptation of feature detectors</cite>, 2012; N. Srivastava et al.,
     * <cite>Dropout: A simple way to prevent neural networks from overfitting</cite>, JMLR 15, 2014. Paddle's
     * {@code downscale_in_infer}.
     */
    DOWNSCALE_IN_INFER {
        @Override
        public double trainFactor(double rate) {
            return 1.0;
        }

        @Override
        public double inferFactor(double rate) {
            return DropRate.complement(rate);
        }
    },

    /**
     * Training x · keep, inference x / (1 - rate). <strong>Does not preserve the expectation</strong>: the mean at inference
     * is 1/(1 - rate)² times the mean in training, 4 times at rate 0.5. Kept because guides in circulation define dropout so;
     * for a network that is to be used, take {@link #UPSCALE_IN_TRAIN}. Rate 1 is refused: it would divide by 0.
     */
    UPSCALE_IN_INFER {
        @Override
        public double trainFactor(double rate) {
            return 1.0;
        }

        @Override
        public double inferFactor(double rate) {
            return inverse(requireDefined(rate));
        }

        @Override
        double requireDefined(double rate) {
            if (rate == 1.0) {
                throw new IllegalArgumentException("Invalid drop rate for UPSCALE_IN_INFER: expected a rate below 1,"
                        + " because inference divides by 1 - rate, received 1.0");
            }
            return rate;
        }
    },

    /** The bare mask: training x · keep, inference x. Does not preserve the expectation. */
    NONE {
        @Override
        public double trainFactor(double rate) {
            return 1.0;
        }

        @Override
        public double inferFactor(double rate) {
            return 1.0;
        }
    };

    /**
     * Returns the factor of kept values in training. At rate 1 nothing is kept, and the factor is finite.
     *
     * @param rate P(drop), in [0, 1]
     * @return the factor of kept values
     */
    public abstract double trainFactor(double rate);

    /**
     * Returns the factor of all values at inference.
     *
     * @param rate P(drop), in [0, 1]
     * @return the factor
     * @throws IllegalArgumentException if this is {@link #UPSCALE_IN_INFER} and {@code rate} is 1
     */
    public abstract double inferFactor(double rate);

    /**
     * Refuses a rate for which this scaling has no value.
     *
     * @param rate P(drop), in [0, 1]
     * @return the rate
     */
    double requireDefined(double rate) {
        return rate;
    }

    private static double inverse(double rate) {
        return rate == 1.0 ? 0.0 : 1.0 / DropRate.complement(rate);
    }
}
