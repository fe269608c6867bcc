package io.github.dl4jdropout.mask;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.ndarray.INDArray;
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

    /** What has been said once; says nothing about any network. */
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private MaskKernels() {}

    /** Made at the first product, so that a wrong property is reported there and not as a class that cannot be loaded. */
    private static final class Fast {
        static final MaskKernel KERNEL =
                choose(System.getProperty(MaskKernels.KERNEL, "auto"), System.getProperty(THREADS));
    }

    static MaskKernel choose(String kernel, String threads) {
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : positive(threads);
        MaskKernel chosen = switch (kernel) {
            case "auto" -> new CpuKernel(VectorSupport.lanes().orElseGet(PlainLanes::new), most);
            case "plain" -> new CpuKernel(new PlainLanes(), most);
            case "vector" ->
                new CpuKernel(
                        VectorSupport.lanes()
                                .orElseThrow(() -> new IllegalArgumentException("Invalid system property " + KERNEL
                                        + ": expected vector only where that is possible, but "
                                        + VectorSupport.obstacle())),
                        most);
            case "reference" -> REFERENCE;
            default ->
                throw new IllegalArgumentException("Invalid system property " + KERNEL
                        + ": expected auto, plain, vector or reference, received " + kernel);
        };
        LOG.debug("Dropout masks: {} ({}={}; vector module: {})", chosen, KERNEL, kernel, VectorSupport.obstacle());
        return chosen;
    }

    private static int positive(String threads) {
        try {
            int number = Integer.parseInt(threads.trim());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with zero and negative numbers
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

    private static MaskKernel kernelFor(INDArray in, INDArray out) {
        MaskKernel fast = choice();
        String obstacle = fast.obstacle(in, out);
        if (obstacle == null) {
            return fast;
        }
        if (LOG.isDebugEnabled() && LOGGED.add(obstacle)) {
            LOG.debug("Dropout masks: reference path, because {}; said once", obstacle);
        }
        return REFERENCE;
    }

    private static MaskKernel choice() {
        try {
            return Fast.KERNEL;
        } catch (ExceptionInInitializerError e) {
            throw (IllegalArgumentException) e.getCause();
        } catch (NoClassDefFoundError e) { // every time after the first
            return choose(System.getProperty(KERNEL, "auto"), System.getProperty(THREADS));
        }
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
