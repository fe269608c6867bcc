package io.github.dl4jdropout.examples.data;

/** Digits that a program draws, for machines without the real images. */
public final class SyntheticImages {
    private SyntheticImages() {}

    /** As many grey images of 28 × 28 as MNIST has. */
    public static ImageData.Source digits() {
        throw new UnsupportedOperationException();
    }

    /** As many coloured images as CIFAR-10 has. */
    public static ImageData.Source colouredDigits(int height, int width) {
        throw new UnsupportedOperationException();
    }
}
