package io.github.dl4jdropout.onednn;

import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's switch for oneDNN. An operation looks at the switch of the context that it runs in, which takes over that of the process when it
 * is made. So the one of the process stays off, for every operation that nobody asked to be computed by oneDNN, and single contexts are
 * switched on: other threads never notice.
 *
 * <p>Not to be loaded without ND4J's CPU backend.
 */
final class NativeSwitch {

    private NativeSwitch() {}

    static void off() {
        Nd4jCpu.Environment.getInstance().setUseONEDNN(false);
    }

    /** A context whose operations are computed by oneDNN where it can. */
    static OpContext contextWithOneDnn() {
        OpContext context = Nd4j.getExecutioner().buildContext();
        new Nd4jCpu.Context(context.contextPointer()).setUseONEDNN(true);
        return context;
    }
}
