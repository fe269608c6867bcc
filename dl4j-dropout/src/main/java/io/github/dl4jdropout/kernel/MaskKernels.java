package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.Mask;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where it is decided which implementation multiplies, and where arrays are checked before one does.
 *
 * <p>System properties, read once: {@value #KERNEL} is {@code auto} (the default), {@code reference}, {@code plain} or {@code vector};
 * {@value #THREADS} is the number of threads that one product may use, by default as many as there are processors.
 */
public final class MaskKernels {

    /** Names the system property that chooses the implementation. */
    public static final String KERNEL = "io.github.dl4jdropout.kernel";

    /** Names the system property that limits the threads of one product. */
    public static final String THREADS = "io.github.dl4jdropout.threads";

    private static final Logger LOG = LoggerFactory.getLogger(MaskKernels.class);
    private static final MaskKernel REFERENCE = new ReferenceKernel();

    /** Obstacles that were logged. */
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    /** Chosen at the first product, so that a wrong property is reported there. */
    private static volatile MaskKernel chosen;

    private MaskKernels() {}

    static MaskKernel choose(String kernel, String threads) {
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : positive(threads);
        return switch (kernel) {
            case "auto" -> new CpuKernel(Simd.vector().orElseGet(PlainSimd::new), most);
            case "plain" -> new CpuKernel(new PlainSimd(), most);
            case "vector" ->
                new CpuKernel(
                        Simd.vector()
                                .orElseThrow(() -> new IllegalArgumentException("Invalid system property " + KERNEL
                                        + ": expected vector only where that is possible, but "
                                        + Simd.vectorObstacle())),
                        most);
            case "reference" -> REFERENCE;
            default ->
                throw new IllegalArgumentException("Invalid system property " + KERNEL
                        + ": expected auto, plain, vector or reference, received " + kernel);
        };
    }

    private static int positive(String threads) {
        try {
            int number = Integer.parseInt(threads.trim());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, with zero and negative numbers
        }
        throw new IllegalArgumentException(
                "Invalid system property " + THREADS + ": expected a whole number from 1, received " + threads);
    }

    /**
     * Writes the product of an array and a mask.
     *
     * @param mask drawn while it is applied
     * @param in what is multiplied; not modified unless it is {@code out}
     * @param out array of the same shape and floating point type; the same array, or one that shares no memory with {@code in}
     * @throws IllegalArgumentException if a type is not a floating point one, if types or shapes differ, or if a system property of
     *     this class is wrong
     */
    public static void multiply(Mask mask, INDArray in, INDArray out) {
        requireFloatingPoint(in);
        if (in.dataType() != out.dataType() || !Arrays.equals(in.shape(), out.shape())) {
            throw new IllegalArgumentException("Invalid output of a masked product: expected " + describe(in)
                    + " as the input, received " + describe(out));
        }
        if (!in.isEmpty()) {
            kernelFor(in, out).multiply(mask, in, out);
        }
    }

    /**
     * The mask as an array of zeros and factors.
     *
     * @param mask the mask
     * @param type floating point type of the result
     * @param shape shape of the array that the mask would multiply
     * @return a new array of that shape, outside any workspace; the caller owns it
     */
    public static INDArray toArray(Mask mask, DataType type, long... shape) {
        INDArray ones = Nd4j.createUninitializedDetached(type, shape).assign(1.0);
        multiply(mask, ones, ones);
        return ones;
    }

    private static MaskKernel kernelFor(INDArray in, INDArray out) {
        MaskKernel fast = chosen();
        String obstacle = fast.obstacle(in, out);
        if (obstacle.isEmpty()) {
            return fast;
        }
        if (LOG.isDebugEnabled() && LOGGED.add(obstacle)) {
            LOG.debug("Dropout masks: reference path, because {}; logged once", obstacle);
        }
        return REFERENCE;
    }

    private static MaskKernel chosen() {
        return chosen == null ? firstChoice() : chosen;
    }

    private static synchronized MaskKernel firstChoice() {
        if (chosen == null) {
            String kernel = System.getProperty(KERNEL, "auto");
            chosen = choose(kernel, System.getProperty(THREADS));
            LOG.debug("Dropout masks: {} ({}={}; vector obstacle: {})", chosen, KERNEL, kernel, Simd.vectorObstacle());
            if (kernel.equals("auto") && Simd.vectorNeedsOption()) {
                LOG.info("Dropout masks are drawn in plain Java; start the virtual machine with"
                        + " --add-modules jdk.incubator.vector to draw them with vectors, up to three times as fast");
            }
        }
        return chosen;
    }

    /**
     * Refuses arrays whose values cannot be scaled.
     *
     * @param array the array
     * @throws IllegalArgumentException if its type is not a floating point one
     */
    public static void requireFloatingPoint(INDArray array) {
        if (!array.dataType().isFPType()) {
            throw new IllegalArgumentException(
                    "Invalid array for dropout: expected a floating point type (FLOAT, DOUBLE,"
                            + " HALF, BFLOAT16), because its values will be scaled, received " + describe(array)
                            + "; convert it with castTo(DataType.FLOAT)");
        }
    }

    private static String describe(INDArray array) {
        return array.dataType() + " " + Arrays.toString(array.shape());
    }
}
