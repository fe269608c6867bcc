package io.github.dl4jdropout.onednn;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a convolution made of an input before its activation function, kept for the backward pass, which needs it: Deeplearning4j
 * 1.0.0-M2.1 computes the whole convolution again there, a sixth of the time of an iteration.
 *
 * @param input of the forward pass, the very object
 * @param preOutput what was made of it
 * @param workspaces of the forward pass
 */
record KeptPreOutput(INDArray input, INDArray preOutput, LayerWorkspaceMgr workspaces) {

    /** The helper is called by the layer's preOutput, this by preOutput4d, and that by the backward pass. */
    private static final int FRAMES = 5;

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /**
     * Whether the caller is in the backward pass of the forward pass that this is of. The input alone does not tell: forward passes with
     * one input and other parameters may follow each other.
     */
    boolean isWantedFor(INDArray otherInput) {
        return otherInput == input && isAlive(preOutput) && STACK.walk(frames -> isBackward(frames.iterator()));
    }

    private static boolean isBackward(Iterator<StackFrame> frames) {
        for (int i = 0; i < FRAMES && frames.hasNext(); i++) {
            StackFrame frame = frames.next();
            if (frame.getDeclaringClass() == ConvolutionLayer.class
                    && frame.getMethodName().equals("backpropGradient")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the workspace that holds an array has not been closed since. */
    private static boolean isAlive(INDArray array) {
        if (!array.isAttached()) {
            return true;
        }
        MemoryWorkspace workspace = array.data().getParentWorkspace();
        return workspace.isScopeActive()
                && workspace.getGenerationId() == array.data().getGenerationId();
    }
}
