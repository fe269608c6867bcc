package io.github.dl4jdropout.onednn;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets oneDNN compute the layers of a network that it computes right. See the package page for which these are.
 *
 * <p>It takes a build of ND4J's CPU backend with oneDNN on the class path: the artifact {@code org.nd4j:nd4j-native} with classifier
 * {@code linux-x86_64-onednn}, {@code macosx-x86_64-onednn} or {@code windows-x86_64-onednn} (there are no others), instead of the one
 * without {@code -onednn} or beside it. Without such a build, or with the system property {@value #PROPERTY} set to {@code off},
 * networks are left as they are, and compute what they would compute without this class.
 *
 * <p>A network is accelerated as an object. A clone of it, a copy in a parallel wrapper and one that is read from a file are other
 * objects, and plain until they are accelerated themselves. {@link OneDnnListener} does that to copies which others make.
 */
public final class OneDnn {

    /** Names the system property that switches oneDNN off: {@code auto} (the default) or {@code off}. */
    public static final String PROPERTY = "io.github.dl4jdropout.onednn";

    private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);

    /** What has been said once. */
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private OneDnn() {}

    /**
     * Accelerates a network, and says so in a line of the log, at level INFO, once for each such line.
     *
     * @param network initialised
     * @return what was done
     * @throws IllegalStateException if the network is not initialised
     * @throws IllegalArgumentException if the system property has another value than those above
     */
    public static Acceleration accelerate(MultiLayerNetwork network) {
        require(network.isInitCalled());
        return accelerate(network, network.getLayers());
    }

    /**
     * Accelerates a graph, and says so in a line of the log, at level INFO, once for each such line.
     *
     * @param graph initialised
     * @return what was done
     * @throws IllegalStateException if the graph is not initialised
     * @throws IllegalArgumentException if the system property has another value than those above
     */
    public static Acceleration accelerate(ComputationGraph graph) {
        require(graph.getLayers() != null);
        return accelerate(graph, graph.getLayers());
    }

    /**
     * Tells whether oneDNN can be used, and turns it off for all operations of ND4J that are not part of an accelerated layer.
     *
     * @return the answer, with a reason
     * @throws IllegalArgumentException if the system property has another value than those above
     */
    public static Availability availability() {
        boolean built = Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN");
        if (built) {
            NativeSwitch.off();
        }
        String value = System.getProperty(PROPERTY, "auto");
        if (!value.equals("auto") && !value.equals("off")) {
            throw new IllegalArgumentException(
                    "Invalid system property " + PROPERTY + ": expected auto or off, received " + value);
        }
        if (value.equals("off")) {
            return new Availability(false, "switched off by system property " + PROPERTY);
        }
        if (!built) {
            return new Availability(
                    false,
                    "the ND4J backend is built without it; for linux-x86_64, macosx-x86_64 and windows-x86_64 there is"
                            + " an nd4j-native with it, classifier <platform>-onednn");
        }
        if (!Nd4j.getEnvironment().helpersAllowed()) {
            return new Availability(false, "ND4J's environment does not allow helpers");
        }
        return new Availability(true, "the ND4J backend is built with it");
    }

    private static Acceleration accelerate(Model model, Layer[] layers) {
        Availability availability = availability();
        DataType type = model.params() == null ? DataType.FLOAT : model.params().dataType();
        List<LayerChoice> choices = new ArrayList<>();
        for (Layer layer : layers) {
            if (LayerRules.concerns(layer)) {
                choices.add(choose(layer, type, availability));
            }
        }
        Acceleration done = new Acceleration(availability, choices);
        if (LOGGED.add(done.toString())) {
            LOG.info("{}", done);
        }
        return done;
    }

    private static LayerChoice choose(Layer layer, DataType type, Availability availability) {
        String obstacle = !availability.usable()
                ? availability.reason()
                : type != DataType.FLOAT ? "type " + type : LayerRules.obstacle(layer);
        LayerChoice choice = new LayerChoice(layer.conf().getLayer().getLayerName(), obstacle);
        if (choice.accelerated()) {
            setHelper(layer, LayerRules.helper(layer));
        }
        return choice;
    }

    /** Deeplearning4j makes helpers in the constructors of its layers, by a look-up that fails; nobody else can set them. */
    private static void setHelper(Layer layer, LayerHelper helper) {
        try {
            Field field = layer.getClass().getDeclaredField("helper");
            field.setAccessible(true);
            field.set(layer, helper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Acceleration of " + layer.getClass().getName()
                            + ": expected the field helper that it has in Deeplearning4j 1.0.0-M2.1, found none",
                    e);
        }
    }

    private static void require(boolean initialised) {
        if (!initialised) {
            throw new IllegalStateException(
                    "Acceleration of a network: expected one that is initialised, received one that is not; call init() first");
        }
    }
}
