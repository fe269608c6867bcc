package io.github.dl4jdropout.examples.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.Pixels;
import io.github.dl4jdropout.examples.data.mnist.IdxFixture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class SyntheticShapesTest {
    private final ImageData images = new SyntheticShapes(1, 32, 32).generate(2000, 500);

    private static byte[] pixels(DataSet data) {
        byte[] pixels = new byte[Math.toIntExact(data.getFeatures().length())];
        Pixels.bytes(data.getFeatures()).get(pixels);
        return pixels;
    }

    @Test
    void areCalledSynthetic() {
        assertThat(images.synthetic()).isTrue();
        assertThat(images.name()).isEqualTo("synthetic shapes");
        assertThat(images.origin()).isEqualTo("generated coloured shapes and textures (not CIFAR-10), seed 1");
        assertThat(images.classes())
                .containsExactly(
                        "disc", "ring", "square", "triangle", "cross", "stripes", "checks", "dots", "grid", "ripples");
        assertThat(images.train().getFeatures().dataType()).isEqualTo(DataType.UINT8);
        assertThat(images.train().getFeatures().shape()).containsExactly(2000, 3, 32, 32);
    }

    @Test
    void classesAreAboutAsFrequent() {
        int[] counts = new int[10];
        for (int label : images.train().getLabels().argMax(1).toIntVector()) {
            counts[label]++;
        }
        // Five standard deviations of a binomial count with mean 200.
        for (int count : counts) {
            assertThat(count).isBetween(133, 267);
        }
    }

    @Test
    void anImageDoesNotDependOnHowManyThereAre() {
        ImageData few = new SyntheticShapes(1, 32, 32).generate(30, 20);
        assertThat(pixels(few.train())).isEqualTo(Arrays.copyOf(pixels(images.train()), 30 * 3072));
        assertThat(pixels(few.test())).isEqualTo(Arrays.copyOf(pixels(images.test()), 20 * 3072));
    }

    @Test
    void testImagesAndThoseOfAnotherSeedAreOthers() {
        byte[] train = Arrays.copyOf(pixels(images.train()), 3072);
        assertThat(Arrays.copyOf(pixels(images.test()), 3072)).isNotEqualTo(train);
        ImageData other = new SyntheticShapes(2, 32, 32).generate(1, 1);
        assertThat(pixels(other.train())).isNotEqualTo(train);
    }

    @Test
    void imagesAreTheSameOnEveryJdk() {
        assertThat(IdxFixture.sha256(pixels(images.test())))
                .isEqualTo("8f92a79eeec8deeaf5ad0a8f2564063719266904ba315d5bea2c09245aecf365");
    }

    @Test
    void anySizeCanBeDrawn() {
        ImageData wide = new SyntheticShapes(1, 10, 20).generate(3, 2);
        assertThat(wide.train().getFeatures().shape()).containsExactly(3, 3, 10, 20);
    }

    /** The classes differ by form: each motif covers some of a square around it, and not all. */
    @Test
    void everyMotifShowsInkAndGround() {
        for (Motif motif : List.of(Motif.values())) {
            double covered = 0;
            int points = 0;
            for (double y = -1; y <= 1; y += 0.01) {
                for (double x = -1; x <= 1; x += 0.01, points++) {
                    double ink = motif.ink(x, y);
                    assertThat(ink).isBetween(0.0, 1.0);
                    covered += ink;
                }
            }
            assertThat(covered / points).as(motif.title()).isBetween(0.1, 0.7);
        }
    }
}
