package io.github.dl4jdropout.onednn;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A listener that accelerates each network that it listens to, for those that other code makes: the copies of {@code ParallelWrapper} in
 * each {@code fit}, and of Spark's {@code ParameterAveragingTrainingMaster} in each averaging round. Both hand the listeners that they are
 * given to every copy.
 *
 * <pre>{@code
 * wrapper.setListeners(new OneDnnListener());
 * sparkNetwork.setListeners(new OneDnnListener());
 * }</pre>
 *
 * <p>A listener first hears of a copy after its first forward pass in training: that one is plain, and the backward pass that follows it is
 * accelerated already. One listener serves any number of networks and threads. It has no state, and can be serialized.
 */
public final class OneDnnListener extends BaseTrainingListener implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Listens to the networks whose listener it is made. */
    public OneDnnListener() {
        OneDnn.availability(); // so that oneDNN is off in what is left plain, from the first pass on
    }

    /** In another process. */
    private Object readResolve() {
        return new OneDnnListener();
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        if (LayerRules.anyPlain(network.getLayers())) {
            OneDnn.accelerate(network);
        }
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        ComputationGraph graph = (ComputationGraph) model;
        if (LayerRules.anyPlain(graph.getLayers())) {
            OneDnn.accelerate(graph);
        }
    }
}
