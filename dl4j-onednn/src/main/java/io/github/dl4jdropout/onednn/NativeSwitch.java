package io.github.dl4jdropout.onednn;

import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's switch for oneDNN, one for the process. An operation does not look at it when it runs: the context that it runs in took
 * its state over when it was made. So the switch stays off, for every operation that nobody asked to be computed by oneDNN, and is
 * on for as long as it takes to make a context.
 *
 * <p>Not to be loaded without ND4J's CPU backend.
 */
final class NativeSwitch {

    private NativeSwitch() {}

    static void off() {
        set(false);
    }

    /** A context whose operations are computed by oneDNN where it can. */
    static synchronized OpContext contextWithOneDnn() {
        set(true);
        try {
            return Nd4j.getExecutioner().buildContext();
        } finally {
            set(false);
        }
    }

    private static void set(boolean on) {
        Nd4jCpu.Environment.getInstance().setUseONEDNN(on);
    }
}
