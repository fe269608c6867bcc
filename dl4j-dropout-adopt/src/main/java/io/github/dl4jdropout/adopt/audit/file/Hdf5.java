package io.github.dl4jdropout.adopt.audit.file;

import io.github.dl4jdropout.adopt.audit.file.ModelFile.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** The configuration in a model of Keras. Native code of HDF5 is loaded here alone. */
final class Hdf5 {

    private Hdf5() {}

    static ModelFile read(Path file) throws IOException {
        try {
            return attributes(file);
        } catch (LinkageError e) {
            throw new IOException(
                    "Cannot read " + file
                            + ": expected deeplearning4j-modelimport and org.bytedeco:hdf5 with native code"
                            + " for this machine on the class path, found " + e
                            + ". For some machines there is none; the text of model.to_json() needs none",
                    e);
        }
    }

    private static ModelFile attributes(Path file) throws IOException {
        org.bytedeco.hdf5.Exception.dontPrint(); // to the standard error, past our own message
        try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
            if (!archive.hasAttribute("model_config")) {
                throw new IOException(
                        "Cannot read " + file + ": expected a model of Keras with its configuration, found"
                                + " no attribute model_config. A file of weights has none: model.save(file) writes it");
            }
            ModelFile model = ModelFile.configuration(archive.readAttributeAsJson("model_config"), file);
            boolean three = archive.hasAttribute("keras_version")
                    && archive.readAttributeAsString("keras_version").startsWith("3");
            return three ? new ModelFile(Kind.KERAS_3, model.configuration()) : model;
        } catch (UnsupportedKerasConfigurationException | RuntimeException e) {
            throw new IOException("Cannot read " + file + ": expected an HDF5 file, found " + e.getMessage(), e);
        }
    }
}
